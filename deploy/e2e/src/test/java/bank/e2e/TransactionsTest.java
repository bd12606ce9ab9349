package bank.e2e;

import static bank.e2e.Teller.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement shows what moved, the newest page of it, the oldest first. */
@Tag("contract")
class TransactionsTest {

    private final Teller teller = Teller.of(Bank.shared());

    @Test
    void aStatementSaysWhatMovedAndWhatWasLeft() {
        String id = teller.open("100");
        teller.deposit(id, "50.5");
        teller.withdraw(id, "0.25");
        teller.account(id, 3);

        JsonNode statement = teller.query("transactions?account_id=" + id).json();

        JsonNode all = statement.required("transactions");
        assertThat(statement.required("total").intValue()).isEqualTo(2);
        assertThat(statement.required("next").isNull()).isTrue();
        assertThat(texts(all, "type")).containsExactly("deposit", "withdrawal");
        assertThat(texts(all, "amount")).containsExactly("50.5", "0.25");
        assertThat(texts(all, "balance_after")).containsExactly("150.5", "150.25");
        assertThat(texts(all, "account_id")).containsOnly(id);
        assertThat(texts(all, "transfer_id")).containsOnly("null");
    }

    @Test
    void anOpeningBalanceIsNoTransaction() {
        String id = teller.open("100");
        teller.account(id, 1);

        JsonNode statement = teller.query("transactions?account_id=" + id).json();

        assertThat(statement.required("total").intValue()).isZero();
        assertThat(statement.required("transactions").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1000})
    void theNewestComeFirstPageByPageAndTheOldestFirstOnAPage(int limit) {
        String id = teller.open("0");
        for (int i = 1; i <= 5; i++) {
            teller.deposit(id, Integer.toString(i));
        }
        teller.account(id, 6);

        assertThat(texts(statement("account_id=" + id, limit), "amount")).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void withoutALimitFiftyAreShown() {
        String id = teller.open("0");
        for (int i = 0; i < 51; i++) {
            teller.deposit(id, "1");
        }
        teller.account(id, 52);

        JsonNode statement = teller.query("transactions?account_id=" + id).json();

        assertThat(statement.required("transactions").size()).isEqualTo(50);
        assertThat(statement.required("total").intValue()).isEqualTo(51);
        assertThat(statement.at("/transactions/0/balance_after").intValue()).isEqualTo(2);
    }

    @Test
    void aTransferIsATransactionOnEitherSideThatNamesIt() {
        String from = teller.open("10");
        String to = teller.open("0");
        String saga = teller.transfer(from, to, "4").json().required("id").textValue();
        teller.account(from, 4);
        teller.account(to, 3);

        JsonNode out = teller.query("transactions?account_id=" + from).json().at("/transactions/0");
        JsonNode in = teller.query("transactions?account_id=" + to).json().at("/transactions/0");

        assertThat(out.required("type").textValue()).isEqualTo("withdrawal");
        assertThat(out.required("transfer_id").textValue()).isEqualTo(saga);
        assertThat(in.required("type").textValue()).isEqualTo("deposit");
        assertThat(in.required("transfer_id").textValue()).isEqualTo(saga);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 1000})
    void theListOfAllAccountsIsOneInTheOrderOfTime(int limit) {
        List<String> deposits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String id = teller.open("0");
            deposits.add(teller.deposit(id, "1").json().at("/event/id").textValue());
            teller.account(id, 2);
        }

        List<JsonNode> all = statement("", limit);

        assertThat(texts(all, "id")).doesNotHaveDuplicates().endsWith(deposits.toArray(String[]::new));
        assertThat(texts(all, "timestamp").stream().map(java.time.Instant::parse))
                .isSorted();
    }

    /** The whole of a statement, read by pages of that many. */
    private List<JsonNode> statement(String filter, int limit) {
        List<JsonNode> transactions = new ArrayList<>();
        String before = "";
        int total;
        do {
            JsonNode page = teller.query("transactions?" + filter + "&limit=" + limit + before)
                    .json();
            List<JsonNode> entries = new ArrayList<>();
            page.required("transactions").forEach(entries::add);
            assertThat(entries).hasSizeLessThanOrEqualTo(limit);
            transactions.addAll(0, entries);
            total = page.required("total").intValue();
            before =
                    page.hasNonNull("next") ? "&before=" + page.required("next").textValue() : "";
        } while (!before.isEmpty());
        assertThat(transactions).hasSize(total);
        return transactions;
    }
}
