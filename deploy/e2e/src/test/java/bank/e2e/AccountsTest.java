package bank.e2e;

import static bank.e2e.Teller.error;
import static bank.e2e.Teller.fresh;
import static bank.e2e.Teller.texts;
import static bank.e2e.Teller.version;
import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts are opened, used, closed and looked at, and who wrote reads what he wrote. */
@Tag("contract")
class AccountsTest {

    private final Teller teller = Teller.of(Bank.shared());

    @Test
    void anAccountLivesFromItsOpeningToItsClosing() {
        String id = fresh("acc-");

        Answer opened = teller.client()
                .post(
                        Teller.ACCOUNTS,
                        "{\"account_id\": \"" + id + "\", \"owner\": \"Łukasz\", \"initial_balance\": \"10.50\"}");
        Answer deposited = teller.deposit(id, "0.25");
        Answer withdrawn = teller.withdraw(id, "10.75");
        Answer closed = teller.close(id);

        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.header("Location")).isEqualTo("/api/queries/accounts/" + id);
        assertThat(opened.header("ETag")).isEqualTo("\"1\"");
        assertThat(opened.json().at("/event/data/owner").textValue()).isEqualTo("Łukasz");
        assertThat(opened.json().at("/event/previous_hash").textValue()).isEmpty();
        assertThat(deposited.json().required("new_balance").decimalValue()).isEqualByComparingTo("10.75");
        assertThat(withdrawn.json().required("new_balance").decimalValue()).isEqualByComparingTo("0");
        assertThat(closed.header("ETag")).isEqualTo("\"4\"");
        JsonNode account = teller.account(id, 4);
        assertThat(account.required("status").textValue()).isEqualTo("closed");
        assertThat(account.required("owner").textValue()).isEqualTo("Łukasz");
        assertThat(account.required("opened_at")).isEqualTo(opened.json().at("/event/timestamp"));
    }

    @Test
    void aRefusalIsTheRulesSentenceAndChangesNothing() {
        String id = teller.open("5");
        assertThat(error(teller.withdraw(id, "5.01"))).isEqualTo("Insufficient funds");
        assertThat(error(teller.close(id))).isEqualTo("Account balance must be zero to close");
        assertThat(error(teller.deposit(id, "0"))).isEqualTo("Amount must be positive");
        teller.withdraw(id, "5");
        assertThat(version(teller.close(id))).isEqualTo(3);
        assertThat(error(teller.deposit(id, "1"))).isEqualTo("Account is not active");
        assertThat(error(teller.withdraw(id, "1"))).isEqualTo("Account is not active");
        assertThat(error(teller.close(id))).isEqualTo("Account is not active");
        assertThat(teller.account(id, 3).required("version").longValue()).isEqualTo(3);
    }

    @Test
    void whoWroteReadsWhatHeWroteAlsoOfAnAccountNotYetSeen() {
        for (int round = 0; round < 10; round++) {
            String id = teller.open("1");
            assertThat(teller.balance(id, 1)).isEqualByComparingTo("1");
            long version = version(teller.deposit(id, "2"));
            Answer read = teller.query("accounts/" + id + "?min_version=" + version, "Prefer", "wait=10");
            assertThat(read.json().required("balance").decimalValue()).isEqualByComparingTo("3");
            assertThat(read.header("ETag")).isEqualTo("\"2\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "never-"})
    void aVersionThatDoesNotComeIsNotThereYet(String prefix) {
        String id = prefix.isEmpty() ? teller.open("1") : fresh(prefix);

        Answer answer = teller.query("accounts/" + id + "?min_version=9", "Prefer", "wait=0");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void thePagesOfAListAreTheWholeAndNothingIsThereTwice(int limit) {
        String owner = fresh("owner-");
        List<String> active = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String id = teller.open(owner, "0");
            if (i % 3 == 0) {
                teller.account(id, version(teller.close(id)));
                closed.add(id);
            } else {
                teller.account(id, 1);
                active.add(id);
            }
        }

        assertThat(ids("owner=" + owner, limit))
                .containsAll(active)
                .containsAll(closed)
                .hasSize(7);
        assertThat(ids("status=active&owner=" + owner, limit)).containsExactlyInAnyOrderElementsOf(active);
        assertThat(ids("status=closed&owner=" + owner, limit)).containsExactlyInAnyOrderElementsOf(closed);
        assertThat(ids("owner=" + owner + "x", limit)).isEmpty();
    }

    private List<String> ids(String filter, int limit) {
        List<String> ids = texts(teller.pages("accounts", filter, limit), "id");
        assertThat(ids).doesNotHaveDuplicates();
        return ids;
    }

    @Test
    void aHistoryIsAllOfItInOrderPageByPage() {
        String id = teller.open("100");
        for (int i = 1; i <= 6; i++) {
            teller.deposit(id, Integer.toString(i));
        }
        teller.account(id, 7);

        List<JsonNode> events = new ArrayList<>();
        String after = "0";
        while (!after.equals("null")) {
            JsonNode page = teller.query("accounts/" + id + "/history?limit=3&after=" + after)
                    .json();
            assertThat(page.required("version").longValue()).isEqualTo(7);
            page.required("events").forEach(events::add);
            after = page.required("next").asText();
        }

        assertThat(texts(events, "version")).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(texts(events, "previous_hash").subList(1, 7))
                .isEqualTo(texts(events, "hash").subList(0, 6));
        assertThat(events.getFirst().at("/data/owner").textValue()).isEqualTo("Alice");
        assertThat(events.getLast().at("/data/amount").decimalValue()).isEqualByComparingTo("6");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/queries/accounts/acc-nobody, Account not found",
        "GET, /api/queries/accounts/acc-nobody/history, Account not found",
        "GET, /api/queries/sagas/saga-nobody, Saga not found",
        "GET, /api/queries/commands/cmd-nobody, Command not found",
        "POST, /api/commands/accounts/acc-nobody/close, Account not found",
        "POST, /api/commands/sagas/saga-nobody/retry, Saga not found"
    })
    void whatIsNotThereIsNotFound(String method, String path, String sentence) {
        Answer answer = teller.client().call(method, path, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(error(answer)).isEqualTo(sentence);
    }

    @Test
    void anAccountIsOpenedOnce() {
        String id = teller.open("1");

        Answer again =
                teller.client().post(Teller.ACCOUNTS, "{\"account_id\": \"" + id + "\", \"owner\": \"Mallory\"}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().required("type").textValue()).isEqualTo("urn:bank:problem:already-exists");
        assertThat(teller.account(id, 1).required("owner").textValue()).isEqualTo("Alice");
    }

    @Test
    void aVersionThatIsNotTheExpectedOneIsAConflict() {
        String id = teller.open("1");
        teller.deposit(id, "1");

        Answer conflict = teller.client()
                .post(Teller.ACCOUNTS + "/" + id + "/deposit", "{\"amount\": 1, \"expected_version\": 1}");
        Answer unmet = teller.deposit(id, "1", "If-Match", "\"7\"");
        Answer met = teller.deposit(id, "1", "If-Match", "\"2\"");

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.json().required("expected_version").longValue()).isEqualTo(1);
        assertThat(conflict.json().required("actual_version").longValue()).isEqualTo(2);
        assertThat(unmet.status()).isEqualTo(412);
        assertThat(met.header("ETag")).isEqualTo("\"3\"");
    }
}
