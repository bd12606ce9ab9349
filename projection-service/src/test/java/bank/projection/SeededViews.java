package bank.projection;

import static org.awaitility.Awaitility.await;

import bank.es.Envelope;
import bank.kit.TestKafka;
import bank.projection.view.SeededBank;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/** The views of a seeded history, over three partitions, with records among it that are set aside. */
record SeededViews(SeededBank bank, RunningViews views) {

    private static final Instant START = Instant.parse("2025-05-04T10:00:00Z");
    private static final long SEED = 7;
    private static final int COMMANDS = 400;
    private static final int TRANSACTION = 10;

    private static final class Shared {
        private static final SeededViews VIEWS = open();

        static {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(VIEWS.views()::close));
        }
    }

    /** The ones that tests share, which only read. */
    static SeededViews shared() {
        return Shared.VIEWS;
    }

    private static SeededViews open() {
        var bank = new SeededBank(SEED, COMMANDS, START);
        TestKafka kafka = TestKafka.withPartitions(3);
        try (var publisher = new Publisher(kafka)) {
            var views = RunningViews.start(kafka, Files.createTempDirectory("seeded-views"));
            publish(bank.events(), publisher);
            await().until(() -> views.get("/health").body().path("total_events").longValue()
                    == bank.events().size());
            return new SeededViews(bank, views);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Between the transactions there are copies of old events under other hashes, and transactions that are given up. */
    private static void publish(List<Envelope> events, Publisher publisher) {
        for (int from = 0; from < events.size(); from += TRANSACTION) {
            publisher.events(events.subList(from, Math.min(from + TRANSACTION, events.size())));
            publisher.events(List.of(events.get(from).withHash(events.getLast().hash())));
            publisher.aborted(List.of(TestAccount.someEvent()));
        }
    }
}
