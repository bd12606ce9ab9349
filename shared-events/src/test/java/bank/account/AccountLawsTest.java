package bank.account;

import static org.assertj.core.api.Assertions.assertThat;

import bank.account.Account.Absent;
import bank.account.Account.Active;
import bank.account.Account.Closed;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.CompensateTransfer;
import bank.account.AccountCommand.CompleteTransfer;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.DepositForTransfer;
import bank.account.AccountCommand.ForgetOwner;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.account.AccountCommand.WithdrawForTransfer;
import bank.es.Outcome;
import bank.kit.AccountWords;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.money.Money;

/** What holds of an account whatever it is asked, in whatever order. */
class AccountLawsTest {

    private static final int COMMANDS = 200;
    private static final int MOST = 50;

    private final AccountDecider decider = new AccountDecider();

    @Seeded
    void whatIsDecidedCanHappenAndLeavesNoDebt(Gen gen) {
        Account account = decider.initial();
        for (int i = 0; i < COMMANDS; i++) {
            if (decider.decide(account, command(gen, account)) instanceof Outcome.Accepted<AccountEvent>(var events)) {
                for (AccountEvent event : events) {
                    account = decider.evolve(account, event);
                }
                assertThat(balance(account).isNegative()).isFalse();
            }
        }
    }

    @Seeded
    void whatIsAskedTwiceByATransferIsDoneOnce(Gen gen) {
        Account account = decider.evolve(decider.initial(), AccountWords.opened("1000"));
        for (int i = 0; i < COMMANDS; i++) {
            AccountCommand step = transferStep(gen);
            Account once = after(account, step);
            assertThat(after(once, step)).as("%s", step).isEqualTo(once);
            account = once;
        }
    }

    private Account after(Account account, AccountCommand command) {
        Account after = account;
        if (decider.decide(account, command) instanceof Outcome.Accepted<AccountEvent>(var events)) {
            for (AccountEvent event : events) {
                after = decider.evolve(after, event);
            }
        }
        return after;
    }

    private static AccountCommand command(Gen gen, Account account) {
        return switch (gen.between(0, 10)) {
            case 0 -> new Open(AccountWords.ALICE, amount(gen));
            case 1, 2 -> new Deposit(amount(gen));
            case 3, 4 -> new Withdraw(amount(gen));
            case 5 -> new Withdraw(balance(account));
            case 6 -> new Close();
            case 7 -> new ForgetOwner();
            default -> transferStep(gen);
        };
    }

    private static AccountCommand transferStep(Gen gen) {
        String id = "saga-" + gen.between(1, 4);
        return switch (gen.between(0, 3)) {
            case 0 -> new WithdrawForTransfer(id, gen.amount(MOST));
            case 1 -> new DepositForTransfer(id, gen.amount(MOST));
            case 2 -> new CompleteTransfer(id);
            default -> new CompensateTransfer(id, gen.amount(MOST), "why");
        };
    }

    /** Sometimes less than nothing. */
    private static Money amount(Gen gen) {
        return gen.amount(MOST).minus(Money.of(gen.onceIn(5) ? MOST : 0));
    }

    private static Money balance(Account account) {
        return switch (account) {
            case Absent _, Closed _ -> Money.ZERO;
            case Active active -> active.balance();
        };
    }
}
