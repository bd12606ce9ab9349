package bank.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing that a topic which is there has otherwise than it would be made today. Whoever operates the cluster may have
 * meant it, so it is said and not changed.
 *
 * @param setting Kafka's name for it
 */
record TopicDifference(String topic, String setting, String is, String wanted) {

    private static final Logger LOG = LoggerFactory.getLogger(TopicInitialiser.class);

    /** All differences between the topics found and those wanted, in the order of their names. */
    static List<TopicDifference> of(Admin admin, Map<String, NewTopic> wanted, Map<String, TopicDescription> found)
            throws InterruptedException, ExecutionException {
        List<ConfigResource> asked = found.keySet().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, Config> configs = admin.describeConfigs(asked).all().get();
        List<TopicDifference> differences = new ArrayList<>();
        new TreeMap<>(found).forEach((name, topic) -> {
            NewTopic model = Objects.requireNonNull(wanted.get(name));
            Config config = Objects.requireNonNull(configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name)));
            int replicas = topic.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            add(
                    differences,
                    name,
                    "replication.factor",
                    Integer.toString(replicas),
                    Short.toString(model.replicationFactor()));
            new TreeMap<>(model.configs())
                    .forEach((setting, value) ->
                            add(differences, name, setting, config.get(setting).value(), value));
        });
        return differences;
    }

    private static void add(List<TopicDifference> differences, String topic, String setting, String is, String wanted) {
        if (!is.equals(wanted)) {
            differences.add(new TopicDifference(topic, setting, is, wanted));
        }
    }

    void warn() {
        LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("setting", setting)
                .addKeyValue("is", is)
                .addKeyValue("wanted", wanted)
                .log("A topic differs from how it would be made; kafka-configs.sh changes it");
    }
}
