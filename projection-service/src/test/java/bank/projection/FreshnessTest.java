package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.es.Rejection;
import bank.kit.TestKafka;
import bank.projection.RunningViews.Got;
import bank.wire.Reply;
import bank.wire.ReplyJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view is never silently older than its caller needs, and what it cannot show is unavailable. */
class FreshnessTest {

    @TempDir
    static Path folder;

    private static RunningViews views;
    private static Publisher publisher;

    @BeforeAll
    static void open() {
        TestKafka kafka = TestKafka.withPartitions(2);
        publisher = new Publisher(kafka);
        views = RunningViews.start(kafka, folder);
    }

    @AfterAll
    static void close() {
        views.close();
        publisher.close();
    }

    private static TestAccount account(String id) {
        return TestAccount.open(id, "Alice", 1, Instant.now(), publisher, views.keys);
    }

    @Test
    void whoWaitsForAVersionReadsItOnceItIsThere() {
        var later = CompletableFuture.supplyAsync(
                () -> views.get("/api/queries/accounts/waited-for?min_version=2", "Prefer", "wait=20"));
        account("waited-for").deposit(1);
        assertThat(later.join().status()).isEqualTo(200);
        assertThat(later.join().body().required("version").longValue()).isEqualTo(2);
    }

    @Test
    void aVersionThatDoesNotComeInTimeIsUnavailable() {
        account("slow");
        Got got = views.get("/api/queries/accounts/slow?min_version=99", "Prefer", "wait=0");
        assertThat(got.status()).isEqualTo(503);
        assertThat(got.header("Retry-After")).isNotEmpty();
        assertThat(views.get("/api/queries/accounts/never?min_version=1", "Prefer", "wait=0")
                        .status())
                .isEqualTo(503);
    }

    @Test
    void anAccountWhoseEventIsMissingIsUnavailableAndNoOther() {
        account("acc-1");
        account("torn").lose(1).deposit(1);
        await().until(() -> views.get("/api/queries/accounts/torn").status() == 503);
        assertThat(views.get("/api/queries/accounts/torn/history").status()).isEqualTo(503);
        assertThat(views.get("/api/queries/transactions?account_id=torn").status())
                .isEqualTo(503);
        assertThat(views.get("/api/queries/accounts/torn?as_of=" + Instant.now())
                        .status())
                .isEqualTo(503);
        assertThat(views.get("/api/queries/accounts/torn?version=2").status()).isEqualTo(503);
        assertThat(views.get("/api/queries/accounts/torn?version=1").status())
                .as("what it was does not change")
                .isEqualTo(200);
        assertThat(views.get("/api/queries/snapshot")
                        .body()
                        .required("accounts")
                        .valueStream())
                .filteredOn(shown -> shown.required("id").textValue().equals("torn"))
                .allMatch(shown -> shown.required("parked").booleanValue())
                .hasSize(1);
        assertThat(views.get("/api/queries/accounts/acc-1?min_version=1").status())
                .isEqualTo(200);
    }

    @Test
    void aListSaysWhichOfItsAccountsWaitsForAMissingEvent() {
        account("whole").deposit(1);
        account("parked").deposit(1).lose(1).deposit(1);
        await().until(() -> views.get("/api/queries/accounts/parked").status() == 503);
        views.get("/api/queries/accounts/whole?min_version=2");
        JsonNode accounts = views.get("/api/queries/accounts").body().required("accounts");
        assertThat(listed(accounts, "parked").required("parked").booleanValue()).isTrue();
        assertThat(listed(accounts, "parked").required("version").longValue()).isEqualTo(2);
        assertThat(listed(accounts, "whole").has("parked")).isFalse();
    }

    private static JsonNode listed(JsonNode accounts, String id) {
        return accounts.valueStream()
                .filter(account -> account.required("id").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCommandsOutcomeIsAnswered() {
        publisher.outcome("cmd-p", "{\"status\":\"pending\"}");
        publisher.outcome(
                "cmd-r",
                ReplyJson.write(
                        Aggregates.ACCOUNT,
                        new Reply.Rejected(Rejection.Kind.RULE, "insufficient-funds", "Insufficient funds", false)));
        await().until(() -> views.get("/api/queries/commands/cmd-r").status() == 200
                && views.get("/api/queries/commands/cmd-p").status() == 200);
        assertThat(views.get("/api/queries/commands/cmd-p")
                        .body()
                        .required("status")
                        .textValue())
                .isEqualTo("pending");
        JsonNode rejected = views.get("/api/queries/commands/cmd-r").body();
        assertThat(rejected.required("status").textValue()).isEqualTo("rejected");
        assertThat(rejected.required("error").textValue()).isEqualTo("Insufficient funds");
        assertThat(rejected.required("event").isNull()).isTrue();
    }
}
