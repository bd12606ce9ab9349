package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.cli.Cli;
import bank.e2e.Client.Answer;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views of a bank that is at work are rebuilt, and nobody notices. */
@Order(1)
class RebuildTest {

    private static final int ACCOUNTS = 6;
    private static final int BEFORE = 300;
    private static final int CALLERS = 4;

    /** They leave the machine to those whom they call. */
    private static final long BETWEEN_CALLS_MILLIS = 5;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PROJECTIONS = "/api/queries/projections";

    @TempDir
    private Path folder;

    @Test
    void noReadFailsOrIsOlderWhileTheViewsAreRebuiltAndSwitched() {
        try (Bank bank = Bank.start(folder)) {
            var load = new Load(Teller.of(bank));
            load.begin();
            await().atMost(LIMIT).until(() -> load.deposits.get() >= BEFORE);

            for (int rebuild = 2; rebuild <= 3; rebuild++) {
                var out = new StringWriter();
                var err = new StringWriter();
                int code = Cli.run(
                        Aggregates.BANK,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "rebuild",
                        "--json",
                        "--url",
                        bank.base().toString());

                assertThat(code).as(out + "\n" + err + bank.output()).isZero();
                JsonNode said = Json.read(out.toString(), JsonNode.class);
                assertThat(said.path("generation").textValue()).endsWith("." + rebuild);
                assertThat(said.path("comparison").path("equal").booleanValue()).isTrue();
                assertThat(generation(bank)).endsWith("." + rebuild);
            }

            long deposits = load.deposits.get();
            await().atMost(LIMIT).until(() -> load.deposits.get() >= deposits + BEFORE);
            load.end();
            assertThat(load.faults).isEmpty();
            assertThat(load.reads.get()).isGreaterThan(BEFORE);
            load.assertEveryBalance();
        }
    }

    @Test
    void aBankThatIsKilledInTheMiddleGoesOnWithTheRebuild() {
        Bank bank = Bank.start(folder);
        try {
            Teller teller = Teller.of(bank);
            String account = teller.open("100");
            for (int version = 2; version <= BEFORE; version++) {
                teller.deposit(account, "1");
            }
            for (String phase : List.of("building", "comparing", "switching", "switched")) {
                String before = generation(bank);
                begin(bank);
                awaitPhaseFrom(bank, phase);

                bank.kill();
                bank = bank.startAgain();

                Teller again = Teller.of(bank);
                assertThat(again.balance(account, BEFORE)).isEqualByComparingTo(Integer.toString(99 + BEFORE));
                Bank restarted = bank;
                await().atMost(LIMIT).until(() -> !generation(restarted).equals(before));
                assertThat(again.balance(account, BEFORE)).isEqualByComparingTo(Integer.toString(99 + BEFORE));
            }
        } finally {
            bank.close();
        }
    }

    /** The one before may still be deleting what it left. */
    private static void begin(Bank bank) {
        await().atMost(LIMIT)
                .until(() -> bank.client().post(PROJECTIONS + "/rebuild", "").status() == 202);
    }

    /** That one, or one behind it: some phases are short. */
    private static void awaitPhaseFrom(Bank bank, String phase) {
        List<String> phases = List.of("building", "comparing", "switching", "switched");
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> phases.indexOf(bank.client()
                                .get(PROJECTIONS)
                                .json()
                                .path("rebuild")
                                .path("phase")
                                .asText())
                        >= phases.indexOf(phase));
    }

    private static String generation(Bank bank) {
        return bank.client().get(PROJECTIONS).json().required("generation").textValue();
    }

    /** Callers that deposit and read again and again, and note what should not be. Thread-safe. */
    private static final class Load {
        final Queue<String> faults = new ConcurrentLinkedQueue<>();
        final AtomicLong deposits = new AtomicLong();
        final AtomicLong reads = new AtomicLong();
        private final AtomicLong eventsSeen = new AtomicLong();
        private final Teller teller;
        private final List<Watched> accounts;
        private final ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS);

        /** An account, the version that its last deposit has brought it to, and the newest that anybody has read. */
        private record Watched(String id, AtomicLong written, AtomicLong read) {}

        Load(Teller teller) {
            this.teller = teller;
            this.accounts = Stream.generate(() -> new Watched(teller.open("0"), new AtomicLong(1), new AtomicLong(0)))
                    .limit(ACCOUNTS)
                    .toList();
        }

        void begin() {
            Stream.<Consumer<Watched>>of(this::deposit, this::readOwnWrite, this::readWhatIsThere, this::list)
                    .forEach(this::begin);
        }

        private void begin(Consumer<Watched> call) {
            var next = new AtomicInteger();
            var _ = callers.scheduleWithFixedDelay(
                    () -> call(call, accounts.get(next.getAndIncrement() % ACCOUNTS)),
                    0,
                    BETWEEN_CALLS_MILLIS,
                    TimeUnit.MILLISECONDS);
        }

        private void call(Consumer<Watched> call, Watched account) {
            try {
                call.accept(account);
            } catch (RuntimeException | AssertionError e) {
                faults.add(e.toString());
            }
        }

        void end() {
            callers.close();
        }

        private void deposit(Watched account) {
            Answer answer = teller.deposit(account.id(), "1");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            account.written().set(Teller.version(answer));
            deposits.incrementAndGet();
        }

        private void readOwnWrite(Watched account) {
            long written = account.written().get();
            read(account, teller.query("accounts/" + account.id() + "?min_version=" + written), written);
        }

        private void readWhatIsThere(Watched account) {
            long seen = account.read().get();
            Answer answer = teller.query("accounts/" + account.id());
            if (answer.status() != 404 || seen > 0) {
                read(account, answer, seen);
            }
        }

        private void read(Watched account, Answer answer, long least) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            long version = Teller.version(answer);
            assertThat(version).isGreaterThanOrEqualTo(least);
            assertThat(answer.json().path("balance").longValue()).isEqualTo(version - 1);
            account.read().accumulateAndGet(version, Math::max);
            reads.incrementAndGet();
        }

        private void list(Watched account) {
            long seen = eventsSeen.get();
            Answer health = teller.client().get("/health");
            assertThat(health.status()).as(health.body()).isEqualTo(200);
            long events = health.json().path("total_events").longValue();
            assertThat(events).isGreaterThanOrEqualTo(seen);
            eventsSeen.accumulateAndGet(events, Math::max);
            for (String list : List.of("accounts", "transactions", "feed?aggregate_id=" + account.id())) {
                Answer answer = teller.query(list);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }
        }

        void assertEveryBalance() {
            accounts.forEach(account -> assertThat(
                            teller.balance(account.id(), account.written().get()))
                    .isEqualByComparingTo(Long.toString(account.written().get() - 1)));
        }
    }
}
