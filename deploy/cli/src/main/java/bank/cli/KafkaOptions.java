package bank.cli;

import bank.wire.KafkaSettings;
import bank.wire.Topics;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which Kafka is asked. */
final class KafkaOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:BANK_KAFKA_BOOTSTRAP:-127.0.0.1:9092}",
            description = "The Kafka under the bank; otherwise BANK_KAFKA_BOOTSTRAP (${DEFAULT-VALUE}).")
    private String bootstrap = "";

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            defaultValue = "${env:BANK_KAFKA_PROPERTIES_FILE:-}",
            description = "How to be let in by it; otherwise BANK_KAFKA_PROPERTIES_FILE.")
    private String properties = "";

    @Option(
            names = "--topic-prefix",
            paramLabel = "NAME",
            defaultValue = "${env:BANK_TOPIC_PREFIX:-bank}",
            description = "What the names of its topics begin with; otherwise BANK_TOPIC_PREFIX (${DEFAULT-VALUE}).")
    private String prefix = "";

    String bootstrap() {
        return bootstrap;
    }

    KafkaSettings settings() {
        return KafkaSettings.of(
                bootstrap,
                Optional.of(properties).filter(file -> !file.isBlank()).map(Path::of));
    }

    Topics topics() {
        return new Topics(prefix);
    }
}
