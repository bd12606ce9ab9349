package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountEvent;
import bank.account.AccountEvent.MoneyDeposited;
import bank.account.AccountEvent.MoneyWithdrawn;
import bank.e2e.Client.Answer;
import bank.es.Envelope;
import bank.kit.Gen;
import bank.kit.Ledger;
import bank.kit.Seeded;
import bank.money.Money;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;

/** Whatever many clients do at once, no money is made or lost, every chain verifies, and the views tell the truth. */
@Tag("contract")
class ConcurrencyLawTest {

    private static final int CLIENTS = 6;
    private static final int COMMANDS_EACH = 25;
    private static final int ACCOUNTS = 5;

    private final Bank bank = Bank.shared();
    private final Teller teller = Teller.of(bank);

    @Seeded(3)
    void moneyIsConservedAndViewsAreTheFoldOfTheLog(Gen gen) {
        List<String> accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(_ -> teller.open(gen.amount(100).toString()))
                .toList();
        List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> new Gen(gen.seed() * CLIENTS + client))
                .map(own -> CompletableFuture.runAsync(() -> work(own, accounts), Thread::startVirtualThread))
                .toList();
        clients.forEach(CompletableFuture::join);
        Awaitility.await()
                .until(() -> teller.pages("sagas", "status=running", 1000).isEmpty());
        Awaitility.await()
                .until(() -> teller.pages("sagas", "status=compensating", 1000).isEmpty());

        Log log = Log.read(bank.kafka(), "account");
        Log.read(bank.kafka(), "transfer");

        assertConserved(accounts, log);
        accounts.forEach(account -> assertViewIsFold(account, log.stream(account)));
    }

    private void work(Gen gen, List<String> accounts) {
        for (int i = 0; i < COMMANDS_EACH; i++) {
            Answer answer = command(gen, gen.pick(accounts), gen.pick(accounts));
            assertThat(answer.status()).as(answer.body()).isIn(200, 202, 400, 409, 412, 422);
        }
    }

    private Answer command(Gen gen, String account, String other) {
        String amount = gen.amount(60).toString();
        String[] headers = gen.onceIn(4)
                ? new String[] {"If-Match", "\"" + gen.between(1, 40) + "\""}
                : new String[] {"Idempotency-Key", "key-" + gen.between(1, 3)};
        return switch (gen.between(0, 9)) {
            case 0, 1, 2 -> teller.deposit(account, amount);
            case 3, 4 -> teller.withdraw(account, amount, headers);
            case 5 -> teller.deposit(account, "7.25", "Prefer", "respond-async");
            case 6 -> teller.close(account);
            default -> teller.transfer(account, gen.onceIn(8) ? Teller.fresh("acc-") : other, amount);
        };
    }

    /** What is on the accounts is what came from outside, and each transfer gave as much as it took. */
    private static void assertConserved(List<String> accounts, Log log) {
        List<List<AccountEvent>> histories = accounts.stream()
                .map(log::stream)
                .map(ConcurrencyLawTest::events)
                .toList();
        Ledger ledger =
                Ledger.of(histories.stream().map(ConcurrencyLawTest::fold).toList(), histories);

        assertThat(ledger.onAccounts()).isEqualTo(ledger.fromOutside());
        assertThat(ledger.inTransit()).isNotEmpty();
        assertThat(ledger.inTransit().values()).allMatch(Money::isZero);
    }

    private static List<AccountEvent> events(List<Envelope> stream) {
        return stream.stream()
                .map(event -> Aggregates.ACCOUNT.readEvent(event.type(), event.schemaVersion(), event.data()))
                .toList();
    }

    private static Account fold(List<AccountEvent> events) {
        Account account = Aggregates.ACCOUNT.decider().initial();
        for (AccountEvent event : events) {
            account = Aggregates.ACCOUNT.decider().evolve(account, event);
        }
        return account;
    }

    private void assertViewIsFold(String id, List<Envelope> stream) {
        Account folded = fold(events(stream));
        JsonNode account = teller.account(id, stream.size());
        assertThat(account.required("version").intValue()).isEqualTo(stream.size());
        assertThat(account.required("balance").decimalValue())
                .isEqualByComparingTo(Ledger.balance(folded).amount());
        assertThat(account.required("status").textValue())
                .isEqualTo(folded instanceof Account.Closed ? "closed" : "active");
        List<JsonNode> history = new ArrayList<>();
        teller.query("accounts/" + id + "/history?limit=1000")
                .json()
                .required("events")
                .forEach(history::add);
        assertThat(Teller.texts(history, "hash"))
                .isEqualTo(stream.stream().map(Envelope::hash).toList());
        long moved = events(stream).stream()
                .filter(event -> event instanceof MoneyDeposited || event instanceof MoneyWithdrawn)
                .count();
        JsonNode statement =
                teller.query("transactions?limit=1&account_id=" + id).json();
        assertThat(statement.required("total").longValue()).isEqualTo(moved);
    }
}
