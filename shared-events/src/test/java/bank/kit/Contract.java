package bank.kit;

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

    private static final JsonNode CONTRACT = OpenApi.read();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final String PROBLEM = "application/problem+json";

    /** The statuses of requests that are too long to be read; they do not depend on the path. */
    private static final Set<Integer> REFUSED_UNREAD = Set.of(414, 431);

    private Contract() {}

    /**
     * A request and its answer.
     *
     * @param path with or without a query
     */
    public record Exchange(
            String method, String path, String requestBody, int status, HttpHeaders headers, String body) {}

    /** What the contract does not promise so; nothing where all is as it says. */
    public static List<String> faults(Exchange exchange) {
        if (REFUSED_UNREAD.contains(exchange.status())) {
            return expectProblem(exchange, exchange.status(), "Refused before its path was looked at");
        }
        String path = exchange.path().split("\\?", 2)[0];
        Optional<JsonNode> found = found(path);
        if (found.isEmpty()) {
            return expectProblem(exchange, 404, "No such path in the contract");
        }
        JsonNode operation = found.get().path(exchange.method().toLowerCase(Locale.ROOT));
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

    /** A browser's question whether it may call is answered in CORS's own way, on every path. */
    private static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS")
                && exchange.headers().firstValue("Access-Control-Allow-Methods").isPresent();
    }

    private static Optional<JsonNode> found(String path) {
        return CONTRACT.required("paths")
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

    private static List<String> expectProblem(Exchange exchange, int status, String why) {
        if (exchange.status() != status || !mediaType(exchange).equals(PROBLEM)) {
            return List.of(why + ": " + exchange);
        }
        return validate(CONTRACT.at("/components/schemas/Problem"), exchange.body());
    }

    private static JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode()
                ? node
                : CONTRACT.at(reference.textValue().substring(1));
    }

    private static String mediaType(Exchange exchange) {
        return exchange.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0];
    }

    private static List<String> bodyFaults(JsonNode response, Exchange exchange) {
        JsonNode content = response.path("content").path(mediaType(exchange));
        return content.isMissingNode()
                ? List.of("The contract has no such media type: " + exchange)
                : validate(content.required("schema"), exchange.body());
    }

    private static List<String> headerFaults(JsonNode response, Exchange exchange) {
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
    private static List<String> requestFaults(JsonNode operation, Exchange exchange) {
        JsonNode body = operation.path("requestBody");
        if (exchange.status() >= 300 || body.isMissingNode()) {
            return List.of();
        }
        if (exchange.requestBody().isEmpty()) {
            return body.required("required").booleanValue() ? List.of("A body was not needed: " + exchange) : List.of();
        }
        return validate(body.at("/content/application~1json/schema"), exchange.requestBody());
    }

    private static List<String> validate(JsonNode schema, String json) {
        return SCHEMAS.computeIfAbsent(schema.toString(), _ -> schema(schema)).validate(json, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage() + " in " + json)
                .toList();
    }

    private static Schema schema(JsonNode schema) {
        ObjectNode whole = Json.MAPPER.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", CONTRACT.required("components"));
        return REGISTRY.getSchema(whole.toString(), InputFormat.JSON);
    }
}
