package bank.kit;

import static org.assertj.core.api.Assertions.assertThat;

import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.es.Outcome;
import bank.money.Money;
import bank.transfer.Transfer;

/** A transfer's story: accounts, what happens, and in between as much of the transfer as the story needs. */
public final class TransferStory {

    private final World world = new World();

    public TransferStory account(String id, String balance) {
        assertThat(world.ask(id, new Open(AccountWords.ALICE, Money.of(balance))))
                .isInstanceOf(Outcome.Accepted.class);
        return this;
    }

    public TransferStory closedAccount(String id) {
        return account(id, "0").closes(id);
    }

    public TransferStory closes(String id) {
        assertThat(world.ask(id, new Close())).isInstanceOf(Outcome.Accepted.class);
        return this;
    }

    public TransferStory deposits(String id, String amount) {
        assertThat(world.ask(id, new Deposit(Money.of(amount)))).isInstanceOf(Outcome.Accepted.class);
        return this;
    }

    public TransferStory withdraws(String id, String amount) {
        assertThat(world.ask(id, new Withdraw(Money.of(amount)))).isInstanceOf(Outcome.Accepted.class);
        return this;
    }

    public TransferStory transfer(String id, String from, String to, String amount) {
        world.start(TransferWords.start(id, from, to, Money.of(amount)));
        return this;
    }

    public TransferStory retries(String id) {
        world.retry(id);
        return this;
    }

    /** The transfers take what has been said to them, and send what follows from it. */
    public TransferStory transfersHear() {
        world.letTransfersHear();
        return this;
    }

    /** The accounts decide what they have been asked; the transfers do not hear of it yet. */
    public TransferStory accountsDecide() {
        world.letAccountsDecide();
        return this;
    }

    /** The accounts decide the first of what they have been asked. */
    public TransferStory accountsDecideOnce() {
        world.letAccountsDecideOnce();
        return this;
    }

    /** All that is on its way arrives, and all that follows from it. */
    public TransferStory settles() {
        world.settle();
        return this;
    }

    public TransferStory thenBalance(String account, String balance) {
        assertThat(Ledger.balance(world.account(account))).as(account).isEqualTo(Money.of(balance));
        return this;
    }

    public TransferStory thenInTransit(String amount) {
        assertThat(Ledger.of(world).allInTransit()).isEqualTo(Money.of(amount));
        return this;
    }

    public TransferStory thenTransferIs(String id, Class<? extends Transfer> phase) {
        assertThat(world.transfer(id)).isInstanceOf(phase);
        return this;
    }
}
