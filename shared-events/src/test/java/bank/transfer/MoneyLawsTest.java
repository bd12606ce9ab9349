package bank.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import bank.account.Account.Active;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.kit.AccountWords;
import bank.kit.Gen;
import bank.kit.Ledger;
import bank.kit.Seeded;
import bank.kit.World;
import bank.money.Money;
import bank.transfer.Transfer.Absent;
import bank.transfer.Transfer.Compensated;
import bank.transfer.Transfer.Compensating;
import bank.transfer.Transfer.Completed;
import bank.transfer.Transfer.Completing;
import bank.transfer.Transfer.Depositing;
import bank.transfer.Transfer.Refused;
import bank.transfer.Transfer.Withdrawing;
import bank.transfer.TransferCommand.StartTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What holds of accounts and transfers in every history, whatever is late, in another order, or sent again. */
class MoneyLawsTest {

    private static final int STEPS = 120;
    private static final int MOST = 100;
    private static final List<String> ACCOUNTS = List.of("acc-1", "acc-2", "acc-3", "acc-4", "acc-5");

    private final World world = new World();
    private final List<String> transfers = new ArrayList<>();

    @Seeded(300)
    void moneyIsConservedAtEveryCutAndEveryTransferEnds(Gen gen) {
        for (int step = 0; step < STEPS; step++) {
            somethingHappens(gen);
            moneyIsConserved();
        }
        while (world.deliver(gen::pick)) {
            moneyIsConserved();
        }
        everythingHasEnded();
    }

    /** A rule may fail on any message of a transfer, and operators decide what becomes of it whenever they like. */
    @Seeded(300)
    void moneyIsConservedWhateverOperatorsDecideOnWhatFailed(Gen gen) {
        for (int step = 0; step < STEPS; step++) {
            switch (gen.between(0, 9)) {
                case 0 -> world.fail(gen::pick);
                case 1 -> decideOnALetter(gen);
                default -> somethingHappens(gen);
            }
            moneyIsConserved();
        }
        while (world.letters() > 0 || world.deliver(gen::pick)) {
            if (world.letters() > 0) {
                world.replay(0);
            }
            moneyIsConserved();
        }
        everythingHasEnded();
    }

    private void decideOnALetter(Gen gen) {
        if (world.letters() > 0) {
            int letter = gen.between(0, world.letters() - 1);
            if (gen.flag()) {
                world.replay(letter);
            } else {
                world.discard(letter);
            }
        }
    }

    /** The accounts are opened late and closed early, so that transfers meet them in every phase. */
    private void somethingHappens(Gen gen) {
        String account = gen.pick(ACCOUNTS);
        switch (gen.between(0, 9)) {
            case 0 -> world.ask(account, new Open(AccountWords.ALICE, gen.amount(MOST)));
            case 1 -> world.ask(account, new Deposit(gen.amount(MOST)));
            case 2 -> world.ask(account, new Withdraw(gen.amount(MOST)));
            case 3 -> {
                world.ask(account, new Withdraw(Ledger.balance(world.account(account))));
                world.ask(account, new Close());
            }
            case 4 -> transfer(gen);
            case 5 -> retry(gen);
            default -> world.deliver(gen::pick);
        }
    }

    private void transfer(Gen gen) {
        String id = "saga-" + transfers.size();
        transfers.add(id);
        String from = gen.pick(ACCOUNTS);
        OptionalLong expected =
                gen.onceIn(4) ? OptionalLong.of(world.history(from).size() + gen.between(0, 1)) : OptionalLong.empty();
        world.start(new StartTransfer(id, from, gen.pick(ACCOUNTS), gen.amount(MOST), expected));
    }

    private void retry(Gen gen) {
        if (!transfers.isEmpty()) {
            world.retry(gen.pick(transfers));
        }
    }

    private void moneyIsConserved() {
        Ledger ledger = Ledger.of(world);
        assertThat(world.accounts().values())
                .noneMatch(account -> Ledger.balance(account).isNegative());
        assertThat(ledger.onAccounts().plus(ledger.allInTransit())).isEqualTo(ledger.fromOutside());
        ledger.inTransit()
                .forEach((id, money) ->
                        assertThat(money).as(id).isIn(Money.ZERO, terms(id).amount()));
    }

    private void everythingHasEnded() {
        world.transfers()
                .forEach((id, transfer) ->
                        assertThat(world.ended(id)).as("%s: %s", id, transfer).isTrue());
        assertThat(Ledger.of(world).inTransit().values()).allMatch(Money::isZero);
        assertThat(world.accounts().values())
                .allMatch(account -> !(account instanceof Active active)
                        || active.openTransfers().isEmpty());
        world.transfers().forEach(this::endedAsItSays);
    }

    /** A transfer that completed moved its amount once; any other left both accounts as they were. */
    private void endedAsItSays(String id, Transfer transfer) {
        Money moved = transfer instanceof Completed ? terms(id).amount() : Money.ZERO;
        assertThat(change(terms(id).fromAccount(), id)).as(id).isEqualTo(Money.ZERO.minus(moved));
        assertThat(change(terms(id).toAccount(), id)).as(id).isEqualTo(moved);
    }

    private Money change(String account, String transferId) {
        return Ledger.changeBy(transferId, world.history(account));
    }

    private Transfer.Terms terms(String id) {
        return switch (world.transfer(id)) {
            case Absent _ -> throw new AssertionError(id + " has moved money and never started");
            case Withdrawing(var terms, var _) -> terms;
            case Depositing(var terms, var _) -> terms;
            case Completing(var terms, var _, var _) -> terms;
            case Compensating(var terms, var _, var _) -> terms;
            case Completed(var terms) -> terms;
            case Refused(var terms, var _, var _) -> terms;
            case Compensated(var terms, var _, var _) -> terms;
        };
    }
}
