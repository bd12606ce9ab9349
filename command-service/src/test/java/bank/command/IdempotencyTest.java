package bank.command;

import static bank.command.TestBank.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private static final String ACCOUNTS = "/api/commands/accounts";

    private final TestBank bank = TestBank.shared();

    private String deposit(String account) {
        return ACCOUNTS + "/" + account + "/deposit";
    }

    @Test
    void twentyCopiesAtOnceHaveOneEffectAndOneAnswer() {
        String account = bank.open("0");

        List<HttpResponse<String>> answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(_ -> bank.post(deposit(account), "{\"amount\":5}", "Idempotency-Key", "k"))
                .toList();

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.getFirst().body());
        assertThat(answers)
                .filteredOn(answer ->
                        answer.headers().firstValue("Idempotency-Replayed").isEmpty())
                .hasSize(1);
        assertThat(json(bank.post(deposit(account), "{\"amount\":1}"))
                        .required("new_balance")
                        .intValue())
                .isEqualTo(6);
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        String account = bank.open("0");
        bank.post(deposit(account), "{\"amount\":5}", "Idempotency-Key", "k");

        assertThat(bank.post(deposit(account), "{\"amount\":6}", "Idempotency-Key", "k")
                        .statusCode())
                .isEqualTo(422);
        assertThat(bank.post(deposit(account), "{\"amount\":\"5.0\"}", "Idempotency-Key", "k")
                        .statusCode())
                .isEqualTo(200);
        assertThat(bank.post(ACCOUNTS + "/" + account + "/withdraw", "{\"amount\":5}", "Idempotency-Key", "k")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void anOpeningIsRepeatedByItsKeyAndARefusalToo() {
        var first = bank.post(ACCOUNTS, "{\"owner\":\"Alice\"}", "Idempotency-Key", "opening");
        var again = bank.post(ACCOUNTS, "{\"owner\":\"Alice\"}", "Idempotency-Key", "opening");
        var other = bank.post(ACCOUNTS, "{\"owner\":\"Bob\"}", "Idempotency-Key", "opening");
        var refused = bank.post(ACCOUNTS, "{\"owner\":\"A\",\"initial_balance\":-1}", "Idempotency-Key", "refused");
        var refusedAgain =
                bank.post(ACCOUNTS, "{\"owner\":\"A\",\"initial_balance\":-1}", "Idempotency-Key", "refused");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(refusedAgain.body()).isEqualTo(refused.body());
        assertThat(refusedAgain.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void anOpeningsKeyBelongsToAllAccountsAlsoWhereTheCallerNamesTheId() {
        String own = "{\"owner\":\"Alice\",\"account_id\":\"acc-own\"}";
        var first = bank.post(ACCOUNTS, own, "Idempotency-Key", "named");
        var again = bank.post(ACCOUNTS, own, "Idempotency-Key", "named");
        var other =
                bank.post(ACCOUNTS, "{\"owner\":\"Alice\",\"account_id\":\"acc-other\"}", "Idempotency-Key", "named");
        var unnamed = bank.post(ACCOUNTS, "{\"owner\":\"Alice\"}", "Idempotency-Key", "named");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(unnamed.statusCode()).isEqualTo(422);
    }

    @Test
    void aKeyThatOpenedAnAccountIsFreeForTheAccountItself() {
        String account = json(bank.post(ACCOUNTS, "{\"owner\":\"Alice\"}", "Idempotency-Key", "twice"))
                .required("account_id")
                .textValue();

        assertThat(bank.post(deposit(account), "{\"amount\":1}", "Idempotency-Key", "twice")
                        .statusCode())
                .isEqualTo(200);
    }
}
