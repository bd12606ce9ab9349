package bank.wire;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What a Kafka cluster must be able to do before money is entrusted to it. */
final class ClusterFeatures {

    /** Kafka's name for its release 4.3; earlier ones lose or tear what transactions have written. */
    private static final short RELEASE_4_3 = 30;

    /** From here on the brokers themselves shut out what comes late from a transaction that has ended. */
    private static final short TRANSACTIONS_2 = 2;

    private ClusterFeatures() {}

    /**
     * Looks at what the cluster has agreed on, which no broker of it falls behind.
     *
     * @throws SettingException if that is not enough
     */
    static void check(Admin admin) throws InterruptedException, ExecutionException {
        Map<String, FinalizedVersionRange> features = features(admin);
        require(
                features,
                "metadata.version",
                RELEASE_4_3,
                "upgrade its brokers to Kafka 4.3 or newer, and then run "
                        + "kafka-features.sh upgrade --release-version 4.3");
        require(
                features,
                "transaction.version",
                TRANSACTIONS_2,
                "run kafka-features.sh upgrade --feature " + "transaction.version=2");
    }

    private static Map<String, FinalizedVersionRange> features(Admin admin)
            throws InterruptedException, ExecutionException {
        try {
            return admin.describeFeatures().featureMetadata().get().finalizedFeatures();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                // It is so old that it does not know the question.
                return Map.of();
            }
            throw e;
        }
    }

    private static void require(
            Map<String, FinalizedVersionRange> features, String feature, short least, String remedy) {
        FinalizedVersionRange found = features.get(feature);
        int level = found == null ? 0 : found.maxVersionLevel();
        if (level < least) {
            throw new SettingException("The Kafka cluster has " + feature + " " + level + ", but " + least
                    + " is needed: " + remedy + ".");
        }
    }
}
