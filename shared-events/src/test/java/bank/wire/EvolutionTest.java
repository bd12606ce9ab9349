package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.es.StreamId;
import bank.money.Money;
import bank.transfer.Transfer;
import bank.transfer.Transfer.Refused;
import bank.transfer.TransferEvent.DepositRefused;
import bank.transfer.TransferEvent.WithdrawalRefused;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was written in an earlier form is read as what it is today. */
class EvolutionTest {

    private static final StreamId SAGA = new StreamId("main", "transfer", "saga-1");

    @ParameterizedTest
    @CsvSource({
        "Insufficient balance: 1 < 200, insufficient-funds",
        "Source account acc-alice not found, account-not-found",
        "Source account acc-alice is not active, account-not-active",
        "'Expected version 3, but the version is 4', concurrency-conflict",
        "No sentence of ours, refused"
    })
    void aRefusalWithoutCodeGetsTheCodeOfItsSentence(String error, String code) {
        String first = "{\"error\":\"" + error + "\"}";

        assertThat(Aggregates.TRANSFER.readEvent("WithdrawalRefused", 1, first))
                .isEqualTo(new WithdrawalRefused(code, error));
        assertThat(Aggregates.TRANSFER.readEvent("DepositRefused", 1, first))
                .isEqualTo(new DepositRefused(code, error));
    }

    @Test
    void aSnapshotOfAnEarlierFormIsReadAsToday() {
        String first = """
                {"state_type":"Refused","state":{"terms":{"transfer_id":"saga-1","from_account":"a","to_account":"b",
                "amount":5},"error":"Insufficient balance: 1 < 5"},"version":2,"head":"h",
                "created":"2026-01-02T03:04:05Z","time":"2026-01-02T03:04:06Z"}""";

        Snapshot today = SnapshotJson.read(Aggregates.TRANSFER, SAGA, first.getBytes(UTF_8));

        assertThat(today.stateAs(Transfer.class))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("insufficient-funds"));
        assertThat(SnapshotJson.write(Aggregates.TRANSFER, today)).contains("\"state_type\":\"Refused.v2\"");
    }

    @Test
    void aCommandOfAnEarlierFormIsReadAsToday() {
        AggregateType<AccountCommand, ?, ?> type =
                Aggregates.ACCOUNT.upcastCommand(Deposit.class, deposit -> deposit.put("amount", amount(deposit)));

        assertThat(type.readCommand("Deposit", "{\"amount\":\"12.50 EUR\"}")).isEqualTo(new Deposit(Money.of("12.50")));
        assertThat(type.commandName(new Deposit(Money.of(1)))).isEqualTo("Deposit.v2");
        assertThat(type.readCommand("Deposit.v2", "{\"amount\":12.5}")).isEqualTo(new Deposit(Money.of("12.50")));
    }

    private static BigDecimal amount(ObjectNode deposit) {
        return new BigDecimal(deposit.required("amount").textValue().replace(" EUR", ""));
    }

    @ParameterizedTest
    @CsvSource({"Refused.v3", "Refused.v0", "Absent.v2"})
    void aStateOfALaterFormIsNotGuessedAt(String name) {
        assertThatExceptionOfType(UnknownTypeException.class)
                .isThrownBy(() -> Aggregates.TRANSFER.states().read(name, "{}"))
                .withMessageStartingWith("Unknown version");
    }

    @Test
    void severalVersionsAreUpcastOneAfterAnother() {
        Form<WithdrawalRefused> form = Form.<WithdrawalRefused>of(WithdrawalRefused.class)
                .upcast(first -> first.put("reason", first.remove("why").textValue()))
                .upcast(second ->
                        second.put("error", second.remove("reason").textValue()).put("code", "x"));

        assertThat(form.read(1, "{\"why\":\"no\"}")).isEqualTo(new WithdrawalRefused("x", "no"));
        assertThat(form.read(2, "{\"reason\":\"no\"}")).isEqualTo(new WithdrawalRefused("x", "no"));
        assertThat(form.read(3, "{\"code\":\"y\",\"error\":\"no\"}")).isEqualTo(new WithdrawalRefused("y", "no"));
    }
}
