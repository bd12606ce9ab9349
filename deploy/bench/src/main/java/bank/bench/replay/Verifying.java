package bank.bench.replay;

import bank.Aggregates;
import bank.verify.Report;
import bank.verify.Verification;
import bank.wire.KafkaSettings;
import bank.wire.Setting;
import bank.wire.Topics;

/** The verification of all events, with as many threads as {@code ./bank verify} has. */
final class Verifying implements Replay.Pass {

    private static final Topics TOPICS = new Topics(Setting.TOPIC_PREFIX.defaultValue());

    private final KafkaSettings kafka;

    Verifying(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public long run() throws InterruptedException {
        Report report = new Verification(kafka, TOPICS)
                .run(Aggregates.BANK.names(), Runtime.getRuntime().availableProcessors());
        if (!report.valid()) {
            throw new IllegalStateException("The history does not verify: " + report.findings());
        }
        return report.events();
    }
}
