package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;

/**
 * How clients are let in by Kafka: properties of theirs from a file. All others are the services' own, for promises
 * hang on them.
 */
final class KafkaSecurity {

    private static final List<String> PREFIXES = List.of("security.", "sasl.", "ssl.");
    private static final String REFERENCE = "${";

    private KafkaSecurity() {}

    /**
     * The properties of that file. A value may name another file that holds it, so that passwords can stand apart:
     * {@code ${directory:FOLDER:FILE}}.
     */
    static Map<String, String> read(Path file) {
        Map<String, String> written = written(file);
        for (String name : written.keySet()) {
            if (PREFIXES.stream().noneMatch(name::startsWith)) {
                throw wrong(file, "may set security.*, sasl.* and ssl.* alone, but sets " + name);
            }
        }
        Map<String, String> resolved = new HashMap<>();
        resolve(file, written).forEach((name, value) -> {
            if (value.contains(REFERENCE)) {
                throw wrong(file, "names a file for " + name + " that cannot be read: " + written.get(name));
            }
            // Who writes a password into a file ends it with a line.
            resolved.put(name, value.strip());
        });
        return resolved;
    }

    private static Map<String, String> written(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(file, "cannot be read: " + e.getMessage());
        }
        Map<String, String> written = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> written.put(name, properties.getProperty(name)));
        return written;
    }

    private static Map<String, String> resolve(Path file, Map<String, String> written) {
        try (var files = new DirectoryConfigProvider()) {
            files.configure(Map.of());
            return new ConfigTransformer(Map.of("directory", files))
                    .transform(written)
                    .data();
        } catch (ConfigException | IOException e) {
            throw wrong(file, "cannot be used: " + e.getMessage());
        }
    }

    private static SettingException wrong(Path file, String why) {
        return new SettingException(
                Setting.KAFKA_PROPERTIES_FILE.variable() + " names the file " + file + ", which " + why + ".");
    }
}
