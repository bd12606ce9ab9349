package bank.kubernetes;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One resource, as it would be applied. */
record Manifest(JsonNode tree) {

    /** Each document of a text in YAML; what stands twice in one is an error. */
    static List<Manifest> all(String yaml) {
        var strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<Manifest> all = new ArrayList<>();
        new Yaml(new SafeConstructor(strict))
                .loadAll(yaml)
                .forEach(document -> all.add(new Manifest(Json.MAPPER.valueToTree(document))));
        return all;
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.path("metadata").path("name").asText();
    }

    /** Whether it is one of the bank's services, and not the broker beside it. */
    boolean isService() {
        return kind().equals("StatefulSet") && name().endsWith("-service");
    }

    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    JsonNode pod() {
        return at("/spec/template/spec");
    }

    /** Those that run before the others too. */
    List<JsonNode> containers() {
        return Stream.of("initContainers", "containers")
                .flatMap(kind -> stream(pod().path(kind)))
                .toList();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
