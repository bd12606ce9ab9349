package bank.host;

import bank.wire.Domain;
import bank.wire.Environment;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.SettingException;
import bank.wire.TopicInitialiser;
import bank.wire.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka that the environment names, made ready for the services. */
public final class Kafka {

    private static final Logger LOG = LoggerFactory.getLogger(Kafka.class);
    private static final int PARTITIONS_MOST = 1000;
    private static final int REPLICATION_MOST = 9;
    private static final int REACH_TIMEOUT_MILLIS = 10_000;

    private Kafka() {}

    /** Creates the topics of the domain that are missing; waits for a Kafka that cannot be reached yet. */
    public static Partitions prepare(Domain domain, Environment environment)
            throws InterruptedException, ExecutionException {
        var kafka = KafkaSettings.from(environment);
        while (true) {
            try (var admin = admin(kafka)) {
                return new TopicInitialiser(
                                admin,
                                domain,
                                Topics.from(environment),
                                environment.number(Setting.PARTITIONS, 1, PARTITIONS_MOST),
                                environment.number(Setting.REPLICATION_FACTOR, 1, REPLICATION_MOST))
                        .run();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InvalidReplicationFactorException) {
                    throw new SettingException("Kafka at " + kafka.bootstrap() + " has fewer brokers than "
                            + Setting.REPLICATION_FACTOR.variable() + " says, which is "
                            + environment.text(Setting.REPLICATION_FACTOR) + ": set it to what there are.");
                }
                if (e.getCause() instanceof AuthenticationException || e.getCause() instanceof AuthorizationException) {
                    throw new SettingException("Kafka at " + kafka.bootstrap() + " does not let this service in: "
                            + e.getCause().getMessage() + " What it says to be let in is the file of "
                            + Setting.KAFKA_PROPERTIES_FILE.variable() + ".");
                }
                if (!(e.getCause() instanceof TimeoutException)) {
                    throw e;
                }
                LOG.atWarn().addKeyValue("bootstrap", kafka.bootstrap()).log("Kafka cannot be reached, still trying");
            }
        }
    }

    private static Admin admin(KafkaSettings kafka) {
        Map<String, Object> config = kafka.admin();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REACH_TIMEOUT_MILLIS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REACH_TIMEOUT_MILLIS);
        try {
            return Admin.create(config);
        } catch (KafkaException e) {
            throw new SettingException(Setting.KAFKA_BOOTSTRAP.variable() + "=" + kafka.bootstrap()
                    + " cannot be used: " + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
    }
}
