package bank.e2e;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for Prometheus and Grafana. */
final class Observed {

    private static final Path FOLDER = Path.of("../observe");

    private Observed() {}

    static JsonNode yaml(String file) throws IOException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(file)));
        return Json.MAPPER.valueToTree(read);
    }

    /** The documents of a file, wherever it is. */
    static List<JsonNode> documents(Path file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(Files.readString(file))
                .forEach(document -> documents.add(Json.MAPPER.valueToTree(document)));
        return documents;
    }

    static JsonNode dashboard() throws IOException {
        return Json.MAPPER.readTree(Files.readString(FOLDER.resolve("grafana/dashboards/bank.json")));
    }

    static List<JsonNode> alerts() throws IOException {
        return stream(yaml("rules/bank.yml").path("groups"))
                .flatMap(group -> stream(group.path("rules")))
                .toList();
    }

    /** What is drawn, without the headings between. */
    static List<JsonNode> panels() throws IOException {
        return stream(dashboard().path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
