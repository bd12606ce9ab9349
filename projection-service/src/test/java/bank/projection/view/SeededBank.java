package bank.projection.view;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.CompensateTransfer;
import bank.account.AccountCommand.CompleteTransfer;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.DepositForTransfer;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.account.AccountCommand.WithdrawForTransfer;
import bank.account.AccountEvent;
import bank.es.Envelope;
import bank.es.Personal;
import bank.kit.Gen;
import bank.money.Money;
import bank.transfer.Step;
import bank.transfer.Transfer;
import bank.transfer.TransferCommand;
import bank.transfer.TransferCommand.NoteAccepted;
import bank.transfer.TransferCommand.NoteRefused;
import bank.transfer.TransferCommand.StartTransfer;
import bank.transfer.TransferEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A history of a few accounts and transfers, the same for the same seed. */
public final class SeededBank {

    public final List<StreamWriter<AccountCommand, AccountEvent, Account>> accounts = new ArrayList<>();
    public final List<StreamWriter<TransferCommand, TransferEvent, Transfer>> transfers = new ArrayList<>();
    public final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    private static final List<Step> STEPS = List.of(Step.values());

    private final Gen random;
    private Instant now;

    public SeededBank(long seed, int commands) {
        this(seed, commands, TestViews.START);
    }

    public SeededBank(long seed, int commands, Instant start) {
        random = new Gen(seed);
        now = start;
        for (int i = 0; i < 5; i++) {
            accounts.add(new StreamWriter<>(Aggregates.ACCOUNT, "acc-" + i));
        }
        for (int i = 0; i < commands; i++) {
            now = now.plus(Duration.ofMillis(random.between(0, 2)));
            step();
        }
    }

    private void step() {
        if (random.between(0, 3) == 0) {
            transfer();
        } else {
            records.addAll(account().decide(accountCommand(), now));
        }
    }

    private StreamWriter<AccountCommand, AccountEvent, Account> account() {
        return accounts.get(random.between(0, accounts.size() - 1));
    }

    private AccountCommand accountCommand() {
        Money amount = Money.of(1 + random.between(0, 99));
        String transfer = "saga-" + random.between(0, 3);
        return switch (random.between(0, 8)) {
            case 0, 1 -> new Open(new Personal("v1.key.cipher"), amount);
            case 2, 3 -> new Deposit(amount);
            case 4 -> new Withdraw(amount);
            case 5 -> random.between(0, 4) == 0 ? new Close() : new Deposit(amount);
            case 6 -> new WithdrawForTransfer(transfer, amount);
            case 7 -> new DepositForTransfer(transfer, amount);
            default ->
                random.onceIn(2)
                        ? new CompleteTransfer(transfer)
                        : new CompensateTransfer(transfer, amount, "Destination account is not active");
        };
    }

    private void transfer() {
        if (transfers.isEmpty() || random.between(0, 2) == 0) {
            String id = "saga-" + transfers.size();
            var writer = new StreamWriter<>(Aggregates.TRANSFER, id);
            transfers.add(writer);
            records.addAll(
                    writer.decide(new StartTransfer(id, "acc-0", "acc-1", Money.of(10), OptionalLong.empty()), now));
            return;
        }
        var writer = transfers.get(random.between(0, transfers.size() - 1));
        Step step = STEPS.get(random.between(0, STEPS.size() - 1));
        boolean refusable = step == Step.WITHDRAW || step == Step.DEPOSIT;
        records.addAll(writer.decide(
                refusable && random.between(0, 2) == 0
                        ? new NoteRefused(step, 0, "account-not-active", "Account is not active")
                        : new NoteAccepted(step),
                now));
    }

    public List<StreamWriter<?, ?, ?>> writers() {
        List<StreamWriter<?, ?, ?>> all = new ArrayList<>(accounts);
        all.addAll(transfers);
        all.removeIf(writer -> writer.events().isEmpty());
        return all;
    }

    /** All events, by their time. */
    public List<Envelope> events() {
        return writers().stream()
                .flatMap(writer -> writer.events().stream())
                .sorted(Comparator.comparing(Envelope::time))
                .toList();
    }

    long transactions() {
        return accounts.stream()
                .flatMap(account -> account.events().stream())
                .filter(event ->
                        event.type().equals("MoneyDeposited") || event.type().equals("MoneyWithdrawn"))
                .count();
    }
}
