package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.cli.Cli;
import bank.e2e.Client.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is forgotten can be read nowhere, and everything else goes on as it was. */
class ForgettingTest {

    private static final String PEOPLE = "/api/commands/people";
    private static final String ADDRESS = "{\"address\": {\"street\": \"2 Lane\", \"city\": \"Ockham\"}}";

    private final Teller teller = Teller.of(Bank.shared());

    private Answer forget(String account, String... headers) {
        return teller.client().post(Teller.ACCOUNTS + "/" + account + "/forget", "", headers);
    }

    @Test
    void theOwnerOfAnAccountIsShownNowhereAsSoonAsHeIsForgotten() {
        String owner = Teller.fresh("Owner ");
        String id = teller.open(owner, "100");
        assertThat(teller.account(id, 1).required("owner").textValue()).isEqualTo(owner);

        Answer forgotten = forget(id);

        assertThat(forgotten.status()).as(forgotten.body()).isEqualTo(200);
        assertThat(forgotten.header("ETag")).isEqualTo("\"2\"");
        assertThat(forgotten.json().at("/event/type").textValue()).isEqualTo("OwnerForgotten");
        // Without waiting for a version: the first answer after the command's knows nobody any more.
        JsonNode account = teller.query("accounts/" + id).json();
        assertForgotten(account);
        assertForgotten(teller.account(id, 2));
        assertForgotten(teller.query("accounts/" + id + "?version=1").json());
        assertThat(teller.pages("accounts", "owner=" + owner.replace(" ", "%20"), 10))
                .isEmpty();
        assertThat(teller.pages("accounts", "status=active", 1000))
                .filteredOn(one -> one.required("id").textValue().equals(id))
                .singleElement()
                .satisfies(ForgettingTest::assertForgotten);
    }

    private static void assertForgotten(JsonNode account) {
        assertThat(account.required("owner").isNull()).isTrue();
        assertThat(account.path("forgotten").booleanValue()).isTrue();
    }

    @Test
    void theHistoryKeepsItsShapeAndVerifies() {
        String id = teller.open("Bob the Elder", "100");
        teller.deposit(id, "5");
        teller.account(id, 2);
        JsonNode before = teller.query("accounts/" + id + "/history").json();

        forget(id);
        teller.account(id, 3);

        Answer after = teller.query("accounts/" + id + "/history?verify=true");
        JsonNode events = after.json().required("events");
        assertThat(after.body()).doesNotContain("Elder");
        assertThat(Teller.texts(events, "type")).containsExactly("AccountOpened", "MoneyDeposited", "OwnerForgotten");
        assertThat(events.get(0).at("/data/owner").isNull()).isTrue();
        assertThat(events.get(0).required("forgotten").booleanValue()).isTrue();
        assertThat(events.get(0).at("/data/initial_balance").intValue()).isEqualTo(100);
        assertThat(events.get(0).required("hash"))
                .isEqualTo(before.required("events").get(0).required("hash"));
        assertThat(events.get(1)).isEqualTo(before.required("events").get(1));
        assertThat(after.json().at("/integrity/valid").booleanValue()).isTrue();
        var said = new StringWriter();
        int code = Cli.run(
                Aggregates.BANK,
                new PrintWriter(said),
                new PrintWriter(said),
                "verify",
                "--kafka",
                Bank.shared().kafka(),
                "--type",
                "account");
        assertThat(code).as(said.toString()).isZero();
    }

    @Test
    void theFeedShowsWhatIsForgottenAsAHistoryDoes() {
        String id = teller.open("Bob", "100");
        forget(id);
        teller.account(id, 2);

        JsonNode opened = teller.query("feed?aggregate_type=account&aggregate_id=" + id)
                .json()
                .at("/events/0");

        assertThat(opened.at("/data/owner").isNull()).isTrue();
        assertThat(opened.required("forgotten").booleanValue()).isTrue();
    }

    @Test
    void theAccountGoesOnAndCloses() {
        String id = teller.open("Bob", "100");
        String other = teller.open("Alice", "0");
        forget(id);

        assertThat(teller.deposit(id, "5").status()).isEqualTo(200);
        assertThat(teller.transfer(id, other, "105").status()).isEqualTo(200);
        assertThat(teller.close(id).status()).isEqualTo(200);
        assertForgotten(teller.account(id, 6));
        assertThat(teller.account(other, 2).required("owner").textValue()).isEqualTo("Alice");
    }

    @Test
    void theOwnerOfAClosedAccountIsForgottenToo() {
        String id = teller.open("Bob", "0");
        teller.close(id);

        assertThat(forget(id).status()).isEqualTo(200);
        assertForgotten(teller.account(id, 3));
    }

    @Test
    void whoAsksAgainIsToldYesAndNothingHappens() {
        String id = teller.open("Bob", "0");
        Answer first = forget(id, "Idempotency-Key", "forget-1");

        Answer again = forget(id);
        Answer repeated = forget(id, "Idempotency-Key", "forget-1");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().required("event").isNull()).isTrue();
        assertThat(again.header("ETag")).isEqualTo("\"2\"");
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(forget(Teller.fresh("acc-")).status()).isEqualTo(404);
    }

    @Test
    void repeatsOfOlderCommandsBringNoNameBack() {
        String opening = "{\"owner\": \"Bob the Elder\"}";
        String key = Teller.fresh("key-");
        Answer opened = teller.client().post(Teller.ACCOUNTS, opening, "Idempotency-Key", key);
        String id = opened.json().required("account_id").textValue();
        Answer deposited = teller.deposit(id, "5", "Idempotency-Key", key);
        forget(id);

        Answer again = teller.client().post(Teller.ACCOUNTS, opening, "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(409);
        assertThat(Teller.error(again)).isEqualTo("Account already exists");
        assertThat(again.body()).doesNotContain("Elder");
        assertThat(teller.deposit(id, "5", "Idempotency-Key", key).body()).isEqualTo(deposited.body());
    }

    @Test
    void whatBecameOfACommandThatNobodyWaitedForShowsNoNameEither() {
        Answer pending =
                teller.client().post(Teller.ACCOUNTS, "{\"owner\": \"Bob the Elder\"}", "Prefer", "respond-async");
        String id = pending.json().required("aggregate_id").textValue();
        teller.account(id, 1);
        assertThat(teller.client().get(pending.header("Location")).body()).contains("Elder");

        forget(id);

        JsonNode outcome = teller.client().get(pending.header("Location")).json();
        assertThat(outcome.at("/event/data/owner").isNull()).isTrue();
        assertThat(outcome.at("/event/forgotten").booleanValue()).isTrue();
    }

    @Test
    void aPersonIsForgotten() {
        String id = Teller.fresh("per-");
        String person = "{\"person_id\": \"" + id + "\", \"name\": {\"firstname\": \"Ada\", \"lastname\": \"Elder\"},"
                + " \"status\": \"SINGLE\", " + ADDRESS.substring(1);
        assertThat(teller.client().post(PEOPLE, person).status()).isEqualTo(201);
        teller.client().post(PEOPLE + "/" + id + "/address", ADDRESS);
        // An account of the same id is another subject.
        teller.client().post(Teller.ACCOUNTS, "{\"owner\": \"Ada\", \"account_id\": \"" + id + "\"}");

        Answer forgotten = teller.client().post(PEOPLE + "/" + id + "/forget", "");

        assertThat(forgotten.status()).as(forgotten.body()).isEqualTo(200);
        JsonNode shown = teller.query("people/" + id + "?min_version=3", "Prefer", "wait=20")
                .json();
        assertThat(shown.required("name").isNull()).isTrue();
        assertThat(shown.required("address").isNull()).isTrue();
        assertThat(shown.required("status").textValue()).isEqualTo("SINGLE");
        assertThat(shown.required("forgotten").booleanValue()).isTrue();
        Answer history = teller.query("people/" + id + "/history");
        assertThat(history.body()).doesNotContain("Elder", "Ockham");
        Answer moved = teller.client().post(PEOPLE + "/" + id + "/address", ADDRESS, "Idempotency-Key", "move-1");
        assertThat(moved.status()).isEqualTo(400);
        assertThat(Teller.error(moved)).isEqualTo("Person is forgotten");
        assertThat(teller.account(id, 1).required("owner").textValue()).isEqualTo("Ada");
    }

    @Test
    void forgottenStaysForgottenAfterAKillAndARebuildOfTheViews(@TempDir Path folder) {
        Bank bank = Bank.start(folder);
        String id = Teller.of(bank).open("Bob the Elder", "100");
        bank.client().post(Teller.ACCOUNTS + "/" + id + "/forget", "");
        bank.kill();
        Bank.delete(folder.resolve("projection-service"));
        Bank.delete(folder.resolve("standalone"));

        try (Bank again = bank.startAgain()) {
            Teller later = Teller.of(again);
            assertForgotten(later.account(id, 2));
            assertThat(later.deposit(id, "5").status()).isEqualTo(200);
            assertThat(later.query("accounts/" + id + "/history").body()).doesNotContain("Elder");
            assertThat(later.balance(id, 3)).isEqualByComparingTo("105");
        }
    }
}
