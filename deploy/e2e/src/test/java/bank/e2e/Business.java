package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Callers who each deposit 1 to an account of his own, in partitions of every owner, and one who transfers 1, again and
 * again; at the end the books must agree with what they were answered. Thread-safe.
 */
final class Business {

    private static final int ACCOUNTS = 8;
    private static final int SOME = 20;
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(30);
    private static final String PLENTY = "1000000";

    private final Teller teller;
    private final List<String> accounts;
    private final String source;
    private final String destination;
    private final Callers callers;

    private Business(Teller teller) {
        this.teller = teller;
        this.accounts = IntStream.range(0, ACCOUNTS).mapToObj(_ -> open("0")).toList();
        this.source = open(PLENTY);
        this.destination = open("0");
        Stream<Function<String, Answer>> deposits =
                accounts.stream().map(account -> key -> teller.deposit(account, "1", "Idempotency-Key", key));
        Function<String, Answer> transfer = key -> teller.transfer(source, destination, "1", "Idempotency-Key", key);
        this.callers =
                Callers.start(Stream.concat(deposits, Stream.of(transfer)).toList());
    }

    /** Whatever has just happened, an account can be opened before long. */
    private String open(String balance) {
        String id = Teller.fresh("acc-");
        String body = "{\"account_id\": \"%s\", \"owner\": \"Alice\", \"initial_balance\": %s}".formatted(id, balance);
        Awaitility.await()
                .atMost(SERVED_WITHIN)
                .ignoreException(UncheckedIOException.class)
                .until(() -> teller.client()
                                .post(Teller.ACCOUNTS, body, "Idempotency-Key", id)
                                .status()
                        == 201);
        return id;
    }

    /** Has begun and goes on. */
    static Business start(Teller teller) {
        var business = new Business(teller);
        business.goesOn();
        return business;
    }

    /** Waits until every caller has been answered some times more. */
    void goesOn() {
        callers.awaitEach(SOME);
    }

    /** Those that are deposited to. */
    List<String> accounts() {
        return accounts;
    }

    /** How long the caller waited who waited longest since this was last asked. */
    Duration longestWait() {
        return callers.longestWait();
    }

    /** Ends, and holds every account against what was answered. */
    void assertNothingIsLostOrDoubled() {
        int[] answered = callers.stop();
        for (int i = 0; i < ACCOUNTS; i++) {
            assertBalance(accounts.get(i), 1 + answered[i], answered[i]);
        }
        int transfers = answered[ACCOUNTS];
        // Initiated, withdrawn, completed; deposited, completed.
        assertBalance(source, 1 + 3L * transfers, Long.parseLong(PLENTY) - transfers);
        assertBalance(destination, 1 + 2L * transfers, transfers);
    }

    private void assertBalance(String account, long version, long balance) {
        JsonNode found = Awaitility.await()
                .atMost(SERVED_WITHIN)
                .until(
                        () -> teller.query("accounts/" + account + "?min_version=" + version, "Prefer", "wait=20"),
                        answer -> answer.status() == 200)
                .json();
        assertThat(found.required("version").longValue()).isEqualTo(version);
        assertThat(found.required("balance").decimalValue()).isEqualByComparingTo(BigDecimal.valueOf(balance));
    }
}
