package bank.kit;

import static org.assertj.core.api.Assertions.assertThat;

import bank.http.OpenApi;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Holds what was asked and answered by HTTP against the contract. */
public final class Contract {

    /** The bank's own. */
    public static final Contract BANK = new Contract(OpenApi.read());

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final String PROBLEM = "application/problem+json";

    /** The statuses of requests that are too long to be read; they do not depend on the path. */
    private static final Set<Integer> REFUSED_UNREAD = Set.of(414, 431);

    /** The status of a call from a foreign origin; it depends on the path only where the contract has the path. */
    private static final int FORBIDDEN = 403;

    private final JsonNode contract;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract(JsonNode contract) {
        this.contract = contract;
    }

    /** The same with more paths, which may refer to the bank's components. */
    public Contract with(ObjectNode paths) {
        ObjectNode more = contract.deepCopy();
        more.withObjectProperty("paths").setAll(paths);
        return new Contract(more);
    }

    /**
     * A request and its answer.
     *
     * @param path with or without a query
     */
    public record Exchange(
            String method, String path, String requestBody, int status, HttpHeaders headers, String body) {}

    /** Fails where the contract does not promise it so. */
    public void check(Exchange exchange) {
        assertThat(faults(exchange)).as("What the contract does not promise so").isEmpty();
    }

    /** Fails where what could not be read is not answered with a problem; it has neither method nor path. */
    public void checkUnread(int status, HttpHeaders headers, String body) {
        var exchange = new Exchange("", "", "", status, headers, body);
        assertThat(expectProblem(exchange, status, "Refused unread")).isEmpty();
    }

    /** Fails where the text is not of that one of the contract's schemas. */
    public void checkForm(String schema, String json) {
        assertThat(validate(contract.at("/components/schemas").required(schema), json))
                .as("Of the contract's form " + schema)
                .isEmpty();
    }

    private List<String> faults(Exchange exchange) {
        if (REFUSED_UNREAD.contains(exchange.status())) {
            return expectProblem(exchange, exchange.status(), "Refused before its path was looked at");
        }
        String path = exchange.path().split("\\?", 2)[0];
        Optional<JsonNode> found = found(path);
        if (isForeignOrigin(exchange, found)) {
            return expectProblem(exchange, FORBIDDEN, "Refused whatever was asked");
        }
        if (found.isEmpty()) {
            return expectProblem(exchange, 404, "No such path in the contract");
        }
        JsonNode operation = operation(found.get(), exchange);
        if (operation.isMissingNode() && isPreflight(exchange)) {
            return List.of();
        }
        if (operation.isMissingNode()) {
            return exchange.headers().firstValue("Allow").isEmpty()
                    ? List.of("405 needs Allow")
                    : expectProblem(exchange, 405, "No such method in the contract");
        }
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(exchange.status())));
        if (response.isMissingNode()) {
            return List.of("The contract has no status " + exchange.status() + " for " + exchange);
        }
        List<String> faults = new ArrayList<>(bodyFaults(response, exchange));
        faults.addAll(headerFaults(response, exchange));
        faults.addAll(requestFaults(operation, exchange));
        return faults;
    }

    private static boolean isForeignOrigin(Exchange exchange, Optional<JsonNode> found) {
        return exchange.status() == FORBIDDEN
                && found.map(path -> operation(path, exchange).isMissingNode()).orElse(true);
    }

    private static JsonNode operation(JsonNode path, Exchange exchange) {
        return path.path(exchange.method().toLowerCase(Locale.ROOT));
    }

    /** A browser's question whether it may call is answered in CORS's own way, on every path. */
    private static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS")
                && exchange.headers().firstValue("Access-Control-Allow-Methods").isPresent();
    }

    private Optional<JsonNode> found(String path) {
        return contract.required("paths")
                .propertyStream()
                .filter(entry -> fits(entry.getKey(), path))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean fits(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        return wanted.length == given.length
                && IntStream.range(0, wanted.length)
                        .allMatch(place -> wanted[place].startsWith("{") || wanted[place].equals(given[place]));
    }

    private List<String> expectProblem(Exchange exchange, int status, String why) {
        if (exchange.status() != status || !mediaType(exchange).equals(PROBLEM)) {
            return List.of(why + ": " + exchange);
        }
        return validate(contract.at("/components/schemas/Problem"), exchange.body());
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode()
                ? node
                : contract.at(reference.textValue().substring(1));
    }

    private static String mediaType(Exchange exchange) {
        return exchange.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0];
    }

    private List<String> bodyFaults(JsonNode response, Exchange exchange) {
        JsonNode content = response.path("content").path(mediaType(exchange));
        if (content.isMissingNode()) {
            return List.of("The contract has no such media type: " + exchange);
        }
        // What is not JSON is a text to the contract.
        String json = mediaType(exchange).startsWith("text/") ? Json.write(exchange.body()) : exchange.body();
        return validate(content.required("schema"), json);
    }

    private List<String> headerFaults(JsonNode response, Exchange exchange) {
        List<String> faults = new ArrayList<>();
        response.path("headers").properties().forEach(entry -> {
            JsonNode header = resolved(entry.getValue());
            Optional<String> value = exchange.headers().firstValue(entry.getKey());
            if (value.isPresent()) {
                faults.addAll(validate(header.required("schema"), Json.write(value.get())));
            } else if (header.path("required").booleanValue()) {
                faults.add("The header " + entry.getKey() + " is missing: " + exchange);
            }
        });
        return faults;
    }

    /** What was taken must be a request that the contract allows. */
    private List<String> requestFaults(JsonNode operation, Exchange exchange) {
        JsonNode body = operation.path("requestBody");
        if (exchange.status() >= 300 || body.isMissingNode()) {
            return List.of();
        }
        if (exchange.requestBody().isEmpty()) {
            return body.required("required").booleanValue() ? List.of("A body was not needed: " + exchange) : List.of();
        }
        return validate(body.at("/content/application~1json/schema"), exchange.requestBody());
    }

    private List<String> validate(JsonNode schema, String json) {
        return schemas.computeIfAbsent(schema.toString(), _ -> schema(schema)).validate(json, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage() + " in " + json)
                .toList();
    }

    private Schema schema(JsonNode schema) {
        ObjectNode whole = Json.MAPPER.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", contract.required("components"));
        return REGISTRY.getSchema(whole.toString(), InputFormat.JSON);
    }
}
