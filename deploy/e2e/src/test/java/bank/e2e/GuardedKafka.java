package bank.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.Aggregates;
import bank.broker.EmbeddedBroker;
import bank.wire.KafkaSettings;
import bank.wire.TopicInitialiser;
import bank.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A Kafka that knows the users of the production overlay, asks each for his password, and lets him do what his manifest says
 * and no more. It has the bank's topics.
 */
final class GuardedKafka implements AutoCloseable {

    private static final Path USERS = Path.of("../kubernetes/strimzi/users.yaml");
    private static final String OWN = "broker";
    private static final int PARTITIONS = 4;

    private final EmbeddedBroker broker;
    private final Path folder;

    private GuardedKafka(EmbeddedBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
    }

    static GuardedKafka start(Path folder) throws Exception {
        List<JsonNode> users = Observed.documents(USERS);
        Stream<String> names = Stream.concat(Stream.of(OWN), users.stream().map(GuardedKafka::name));
        var kafka =
                new GuardedKafka(EmbeddedBroker.startWith(folder.resolve("kafka"), settings(names.toList())), folder);
        var all = KafkaSettings.of(kafka.bootstrap(), Optional.of(kafka.propertiesOf(OWN)));
        try (var admin = Admin.create(all.admin())) {
            new TopicInitialiser(admin, Aggregates.BANK, new Topics("bank"), PARTITIONS, 1).run();
            admin.createAcls(users.stream().flatMap(GuardedKafka::acls).toList())
                    .all()
                    .get();
        }
        return kafka;
    }

    private static Map<String, String> settings(List<String> users) {
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put(
                "listener.name.plaintext.plain.sasl.jaas.config",
                login(OWN)
                        + users.stream()
                                .map(user -> " user_" + user + "=\"" + password(user) + "\"")
                                .collect(Collectors.joining())
                        + ";");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The controller's own listener asks for nobody's name.
        settings.put("super.users", "User:" + OWN + ";User:ANONYMOUS");
        return settings;
    }

    private static String password(String user) {
        return "secret-of-" + user;
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password(user) + "\"";
    }

    private static String name(JsonNode user) {
        return user.at("/metadata/name").asText();
    }

    private static Stream<AclBinding> acls(JsonNode user) {
        return Observed.stream(user.at("/spec/authorization/acls")).flatMap(acl -> {
            JsonNode resource = acl.path("resource");
            var pattern = new ResourcePattern(
                    resource.path("type").asText().equals("transactionalId")
                            ? ResourceType.TRANSACTIONAL_ID
                            : ResourceType.fromString(resource.path("type").asText()),
                    resource.path("name").asText(),
                    resource.path("patternType").asText("literal").equals("prefix")
                            ? PatternType.PREFIXED
                            : PatternType.LITERAL);
            return Observed.stream(acl.path("operations"))
                    .map(operation -> new AclBinding(
                            pattern,
                            new AccessControlEntry(
                                    "User:" + name(user),
                                    "*",
                                    operation(operation.asText()),
                                    AclPermissionType.ALLOW)));
        });
    }

    /** Strimzi writes {@code DescribeConfigs}, and Kafka {@code DESCRIBE_CONFIGS}. */
    private static AclOperation operation(String name) {
        return AclOperation.fromString(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** The file by which that user is let in; his password stands in another. */
    Path propertiesOf(String user) throws IOException {
        Path secret = Files.createDirectories(folder.resolve("secrets").resolve(user));
        Files.writeString(secret.resolve("sasl.jaas.config"), login(user) + ";", UTF_8);
        return Files.writeString(secret.resolve("kafka.properties"), """
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=PLAIN
                sasl.jaas.config=${directory:%s:sasl.jaas.config}
                """.formatted(secret));
    }

    @Override
    public void close() {
        broker.close();
    }
}
