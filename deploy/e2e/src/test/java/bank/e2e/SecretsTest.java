package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import bank.wire.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody who sees the bank's files or its output learns whose accounts they are, and who lives where. */
class SecretsTest {

    private static final String OWNER = "Wilhelmina Quetzalcoatl";
    private static final String PERSON = "{\"name\": {\"firstname\": \"Wilhelmina\", \"lastname\": \"Quetzalcoatl\"},"
            + " \"status\": \"SINGLE\", \"address\": {\"street\": \"9 Xylophonstrasse\", \"city\": \"Zwiebelhausen\"}}";
    private static final String ADDRESS =
            "{\"address\": {\"street\": \"9 Xylophonstrasse\", \"city\": \"Wiebelskirchen\"}}";
    private static final Traces TRACES =
            new Traces(List.of("Wilhelmina", "Quetzalcoatl", "Xylophon", "Zwiebelhausen", "Wiebelskirchen"));

    @TempDir
    private Path folder;

    @Test
    void anOwnersNameStandsInNoFileAndInNoLine() {
        Bank bank = Bank.start(folder);
        Teller teller = Teller.of(bank);
        String from = teller.open(OWNER, "100");
        String to = teller.open(OWNER, "0");
        teller.transfer(from, to, "10");
        makeFaultsWithTheName(teller, from);
        openWithKeysAndForget(teller);
        enterAndMove(teller);
        Answer async =
                teller.client().post(Teller.ACCOUNTS, "{\"owner\": \"" + OWNER + "\"}", "Prefer", "respond-async");
        teller.account(async.json().required("aggregate_id").textValue(), 1);
        assertThat(teller.account(from, 4).required("owner").textValue()).isEqualTo(OWNER);
        assertThat(teller.pages("accounts", "owner=" + OWNER.replace(" ", "%20"), 10))
                .hasSize(4);
        TRACES.assertUnseen(bank);
        bank.kill();
        TRACES.assertUnseen(bank);

        try (Bank again = bank.startAgain()) {
            assertThat(Teller.of(again).account(from, 4).required("owner").textValue())
                    .isEqualTo(OWNER);
            again.stop();
            TRACES.assertUnseen(again);
        }
    }

    /** And the files that are looked through above are those where it would stand. */
    @Test
    void whereNothingIsEncryptedTheNameIsOnTheDiskAndForgettingHidesIt() {
        Map<Setting, String> settings = Bank.settings(folder);
        settings.put(Setting.ENCRYPT, "none");
        String account;
        try (Bank bank = Bank.start(settings)) {
            Teller teller = Teller.of(bank);
            account = teller.open(OWNER, "100");
            String forgotten = teller.open(OWNER, "100");
            bank.client().post(Teller.ACCOUNTS + "/" + forgotten + "/forget", "");
            assertThat(teller.account(forgotten, 2).required("owner").isNull()).isTrue();
            assertThat(teller.account(account, 1).required("owner").textValue()).isEqualTo(OWNER);
            bank.stop();
            assertThat(Traces.files(folder)).anyMatch(TRACES::in);
        }

        settings.remove(Setting.ENCRYPT);
        try (Bank again = Bank.start(settings)) {
            assertThat(Teller.of(again).account(account, 1).required("owner").textValue())
                    .isEqualTo(OWNER);
        }
    }

    private static void openWithKeysAndForget(Teller teller) {
        String owner = "{\"owner\": \"" + OWNER + "\"}";
        List<Answer> opened = List.of(
                teller.client().post(Teller.ACCOUNTS, owner, "Idempotency-Key", "key-2"),
                teller.client().post(Teller.ACCOUNTS, owner, "Idempotency-Key", "key-2"),
                teller.client().post(Teller.ACCOUNTS, owner, "Idempotency-Key", "key-3", "Prefer", "respond-async"));
        assertThat(opened).extracting(Answer::status).containsExactly(201, 201, 202);
        teller.account(opened.getLast().json().required("aggregate_id").textValue(), 1);
        String account = opened.getFirst().json().required("account_id").textValue();
        String forget = Teller.ACCOUNTS + "/" + account + "/forget";
        assertThat(teller.client().post(forget, "").status()).isEqualTo(200);
        assertThat(teller.client()
                        .post(Teller.ACCOUNTS, owner, "Idempotency-Key", "key-2")
                        .status())
                .isEqualTo(409);
        assertThat(teller.client().post(forget, owner).status()).isEqualTo(400);
        String asOther = "{\"owner\": \"Other\", \"account_id\": \"" + account + "\"}";
        teller.client().post(Teller.ACCOUNTS, asOther, "Idempotency-Key", "key-2");
    }

    private static void enterAndMove(Teller teller) {
        Answer entered = teller.client().post("/api/commands/people", PERSON, "Idempotency-Key", "key-1");
        String person = entered.json().required("person_id").textValue();
        String address = "/api/commands/people/" + person + "/address";
        teller.client().post(address, ADDRESS, "Idempotency-Key", "key-1");
        teller.client().post(address, ADDRESS, "Prefer", "respond-async");
        Answer read = teller.query("people/" + person + "?min_version=3", "Prefer", "wait=20");
        assertThat(read.json().at("/address/city").textValue()).isEqualTo("Wiebelskirchen");
        assertThat(teller.client()
                        .post(address, ADDRESS.replace("}}", ", \"more\": 1}}"))
                        .status())
                .isEqualTo(400);
        assertThat(teller.client()
                        .post("/api/commands/people/per-nobody/address", ADDRESS)
                        .status())
                .isEqualTo(404);
    }

    /** Where the name stands in a request that is refused, it must not get into the log or the dead letters either. */
    private static void makeFaultsWithTheName(Teller teller, String account) {
        String named = "{\"owner\": \"" + OWNER + "\", ";
        List<Answer> refused = List.of(
                teller.client().post(Teller.ACCOUNTS, named + "\"initial_balance\": \"" + OWNER + "\"}"),
                teller.client().post(Teller.ACCOUNTS, named + "\"initial_balance\": -1}", "Idempotency-Key", "key-1"),
                teller.client().post(Teller.ACCOUNTS, named + "\"account_id\": \"" + account + "\"}"),
                teller.query("accounts/" + OWNER.replace(" ", "%20")),
                teller.query("accounts?status=" + OWNER.replace(" ", "+")));
        assertThat(refused).extracting(Answer::status).containsExactly(400, 400, 409, 404, 400);
    }
}
