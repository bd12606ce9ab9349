package bank.e2e;

import static bank.e2e.CommandLine.bank;
import static bank.e2e.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.e2e.CommandLine.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./bank} asks of a running bank, in this process. */
class CliTest {

    private final Teller teller = Teller.of(Bank.shared());

    @Test
    void verifyReadsEveryEventAndFindsNothingWrong() {
        teller.open("100");

        Ran ran = run("verify", "--kafka", Bank.shared().kafka(), "--json");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.json().required("valid").booleanValue()).isTrue();
        assertThat(ran.json().required("events").longValue()).isPositive();
        assertThat(ran.json().required("findings").isEmpty()).isTrue();
    }

    @Test
    void verifySaysInASentenceWhatItHasSeen() {
        teller.open("100");

        Ran ran = run("verify", "--kafka", Bank.shared().kafka(), "--type", "account", "--threads", "1");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).matches("Everything verifies: [0-9,]+ events of [0-9,]+ streams in .* a second\\)\\R");
    }

    @Test
    void aHistoryIsPrintedFromTheFirstEventToTheLast() {
        String id = teller.open("100");
        teller.deposit(id, "5");
        teller.account(id, 2);

        Ran people = bank("history", id);
        Ran programs = bank("history", id, "--json", "--after", "1");

        assertThat(people.out().lines()).hasSize(2);
        assertThat(people.out())
                .contains("AccountOpened")
                .contains("MoneyDeposited")
                .contains("{\"amount\":5}");
        assertThat(programs.json().required("type").textValue()).isEqualTo("MoneyDeposited");
    }

    @Test
    void aHistoryIsOfAnyTypeThatHasQueries() {
        String from = teller.open("100");
        String to = teller.open("0");
        String saga = teller.transfer(from, to, "30").json().required("id").textValue();
        teller.client().post("/api/commands/orders", "{\"order_id\": \"ord-cli\", \"user_id\": 1}");
        teller.query("orders/ord-cli?min_version=1");
        teller.client()
                .post(
                        "/api/commands/people",
                        "{\"person_id\": \"per-cli\", \"name\": {\"firstname\": \"Ada\", \"lastname\": \"Byron\"},"
                                + " \"status\": \"SINGLE\", \"address\": {\"street\": \"1\", \"city\": \"Bath\"}}");
        teller.query("people/per-cli?min_version=1");
        await().untilAsserted(() -> assertThat(
                        bank("history", saga, "--of", "sagas", "--verify").out())
                .contains("TransferStarted", "SourceInformed", "It verifies"));

        assertThat(teller.query("sagas/" + saga + "/history?limit=2").json().required("next"))
                .hasToString("2");
        assertThat(bank("history", "ord-cli", "--of", "orders").out()).contains("OrderCreated", "{\"user_id\":1}");
        assertThat(bank("history", "per-cli", "--of", "people").out())
                .contains("PersonCreated", "\"firstname\":\"Ada\"");
        assertThat(bank("history", "ord-cli", "--of", "cats").code()).isEqualTo(1);
    }

    @Test
    void aHistoryIsVerifiedAlsoAgainstAHeadThatWasKept() {
        String id = teller.open("100");
        teller.account(id, 1);
        String head = bank("history", id, "--json").json().required("hash").textValue();

        assertThat(bank("history", id, "--expect-head", head).code()).isZero();
        assertThat(bank("history", id, "--verify").out()).contains("It verifies; its head is " + head);
        assertThat(bank("history", id, "--expect-head", "another").code()).isEqualTo(1);
    }

    @Test
    void theFeedIsPrintedAndGoesOnWhereItEnded() {
        String id = teller.open("100");
        teller.account(id, 1);
        Ran first = bank("feed", "--aggregate-id", id);
        teller.deposit(id, "5");
        teller.account(id, 2);

        String cursor = first.err().strip().substring("--after ".length());
        Ran second = bank("feed", "--aggregate-id", id, "--json", "--after", cursor);

        assertThat(first.out()).contains(id, "AccountOpened").doesNotContain("MoneyDeposited");
        assertThat(second.json().required("type").textValue()).isEqualTo("MoneyDeposited");
    }

    @ParameterizedTest
    @CsvSource({
        "--types MoneyDeposited, false",
        "--types AccountOpened, true",
        "--aggregate-type order, false",
        "--aggregate-type account, true",
        "--tenant another, false",
        "--tenant main, true",
    })
    void ofTheFeedIsPrintedWhatIsAskedFor(String wanted, boolean printed) {
        String id = teller.open("100");
        teller.account(id, 1);

        Ran ran = bank(("feed --aggregate-id " + id + " " + wanted).split(" "));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().contains("AccountOpened")).isEqualTo(printed);
    }

    @Test
    void transfersAreListedAndShown() {
        String id = teller.transfer(teller.open("100"), teller.open("0"), "30")
                .json()
                .required("id")
                .textValue();

        await().untilAsserted(() ->
                assertThat(bank("sagas", "--status", "completed").out()).contains(id));
        assertThat(bank("sagas", "show", id).json().required("status").textValue())
                .isEqualTo("completed");
    }

    @Test
    void theViewsAreRebuiltAndItIsSaidWhatCameOfIt() {
        String id = teller.open("100");
        teller.account(id, 1);

        Ran ran = bank("rebuild");

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.err()).contains("building");
        assertThat(ran.out()).contains("partition   0  equal").containsPattern("Generation [0-9]+\\.[0-9]+ is live\\.");
        assertThat(bank("rebuild", "follow").code()).isZero();
        teller.account(id, 1);
    }

    @Test
    void aBankComparedWithItselfIsTheSameAndWithAnotherIsNot() {
        teller.account(teller.open("100"), 1);
        String itself = Bank.shared().base().toString();

        // Other tests are at work on it: it may be a while until it is asked twice between two of their commands.
        Ran same = bank("rebuild", "compare", "--json", "--with", itself, "--looks", "60");

        assertThat(same.code()).as(same.out() + same.err()).isZero();
        assertThat(same.json().required("one").required("sha256"))
                .isEqualTo(same.json().required("other").required("sha256"));

        String another = ServicesHere.shared().base().toString();
        Ran different = bank("rebuild", "compare", "--with", another, "--looks", "1");

        assertThat(different.code()).isEqualTo(1);
        assertThat(different.out()).contains("They differ").contains("sha256");
    }

    @ParameterizedTest
    @CsvSource({
        "history acc-nobody, 1, Account not found",
        "sagas show saga-nobody, 1, Saga not found",
        "sagas retry saga-nobody, 1, Saga not found",
        "dead-letters replay dl-nothing, 1, Dead letter not found",
        "dead-letters discard dl-nothing, 1, Dead letter not found",
        "dead-letters discard, 2, Missing required parameter",
        "sagas --status soon, 1, status",
        "rebuild switch, 1, There are no rebuilt views that differ",
        "rebuild compare, 2, --with",
        "sagas --bogus, 2, Unknown option",
        "verify --type cat, 2, Unknown aggregate type: cat",
        "bogus, 2, Unmatched argument",
    })
    void whatCannotBeDoneIsSaid(String command, int code, String sentence) {
        Ran ran = bank(command.split(" "));

        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.err()).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"history acc-a --url http://127.0.0.1:9", "verify --kafka 127.0.0.1:9"})
    void whatDoesNotAnswerIsNamed(String command) {
        Ran ran = run(command.split(" "));

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("127.0.0.1:9").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "history",
                "sagas",
                "sagas show",
                "sagas retry",
                "dead-letters",
                "dead-letters replay",
                "dead-letters discard",
                "feed",
                "rebuild",
                "rebuild compare",
                "forget",
                "new-master-key",
                "rotate-master-key"
            })
    void everyCommandHasHelpAndWritesForProgramsToo(String command) {
        Ran ran = run((command + " --help").split(" "));

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Usage: ./bank " + command).contains("--json");
    }
}
