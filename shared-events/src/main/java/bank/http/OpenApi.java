package bank.http;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contract, from the one file that holds it. */
public final class OpenApi {

    private OpenApi() {}

    /** Reads the contract; it takes a while, so keep what comes of it. */
    public static JsonNode read() {
        try (InputStream yaml = Objects.requireNonNull(OpenApi.class.getResourceAsStream("/openapi.yaml"))) {
            // Not by Jackson, which takes a YAML alias for a text.
            Object contract = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return Json.MAPPER.valueToTree(contract);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
