package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The past of the bank, asked for as its users do. */
@Tag("contract")
class TimeTravelTest {

    private static final Duration FINAL_WITHIN = Duration.ofSeconds(20);

    private final Teller teller = Teller.of(Bank.shared());

    @Test
    void anAccountIsShownAsItWasAtAnyVersionAndTime() {
        String account = teller.open("10");
        Instant deposited = timeOf(teller.deposit(account, "5").json());
        teller.deposit(account, "7");
        teller.account(account, 3);

        assertThat(teller.query("accounts/" + account + "?version=2")
                        .json()
                        .required("balance")
                        .intValue())
                .isEqualTo(15);
        var then = teller.query("accounts/" + account + "?as_of=" + deposited);
        assertThat(then.json().required("balance").intValue()).isEqualTo(15);
        assertThat(then.json().required("final").booleanValue()).isFalse();
        assertThat(then.header("ETag")).isEqualTo("\"2\"");
        assertThat(teller.query("accounts/" + account + "?as_of=" + deposited.minus(Duration.ofDays(1)))
                        .status())
                .isEqualTo(404);
    }

    private static Instant timeOf(JsonNode answer) {
        return Instant.parse(answer.required("event").required("timestamp").textValue());
    }

    /** No money is made or lost by being in transit when the picture is taken, once it is the whole picture. */
    @Test
    void aFinalSnapshotHasTheMoneyOfTheWholeBank() {
        String from = teller.open("100");
        String to = teller.open("0");
        String saga = teller.transfer(from, to, "40").json().required("id").textValue();
        Instant end = Instant.parse(teller.query("sagas/" + saga + "?min_version=1")
                .json()
                .required("started_at")
                .textValue());

        JsonNode snapshot = await().atMost(FINAL_WITHIN)
                .until(
                        () -> teller.query("snapshot?as_of=" + end).json(),
                        shown -> shown.required("final").booleanValue());

        BigDecimal balances = BigDecimal.ZERO;
        for (JsonNode account : snapshot.required("accounts")) {
            if (account.required("id").textValue().equals(from)
                    || account.required("id").textValue().equals(to)) {
                balances = balances.add(account.required("balance").decimalValue());
            }
        }
        for (JsonNode transfer : snapshot.required("transfers")) {
            boolean inTransit = transfer.required("id").textValue().equals(saga)
                    && transfer.required("steps").size() == 1;
            balances = balances.add(inTransit ? BigDecimal.valueOf(40) : BigDecimal.ZERO);
        }
        assertThat(balances).isEqualByComparingTo("100");
    }
}
