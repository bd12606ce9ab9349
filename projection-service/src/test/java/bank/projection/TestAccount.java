package bank.projection;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.account.AccountEvent;
import bank.es.Envelope;
import bank.es.Personal;
import bank.money.Money;
import bank.personal.SubjectKeys;
import bank.projection.view.StreamWriter;
import java.time.Instant;
import java.util.List;

/** One account's holder, whose commands are decided and published at once. */
final class TestAccount {

    private final StreamWriter<AccountCommand, AccountEvent, Account> writer;
    private final Publisher publisher;
    private Instant now;

    private TestAccount(String id, Publisher publisher, Instant now) {
        this.writer = new StreamWriter<>(Aggregates.ACCOUNT, id);
        this.publisher = publisher;
        this.now = now;
    }

    static TestAccount open(String id, String owner, int balance, Instant at, Publisher publisher, SubjectKeys keys) {
        var account = new TestAccount(id, publisher, at);
        Personal name = keys.findOrCreate("main/" + id).join().encrypt(owner);
        return account.then(new Open(name, Money.of(balance)));
    }

    private TestAccount then(AccountCommand command) {
        int before = writer.events().size();
        writer.decide(command, now);
        now = now.plusMillis(1);
        publisher.events(
                List.copyOf(writer.events().subList(before, writer.events().size())));
        return this;
    }

    TestAccount deposit(int amount) {
        return then(new Deposit(Money.of(amount)));
    }

    TestAccount withdraw(int amount) {
        return then(new Withdraw(Money.of(amount)));
    }

    TestAccount close() {
        return then(new Close());
    }

    /** Decides a deposit whose event gets lost. */
    TestAccount lose(int amount) {
        writer.decide(new Deposit(Money.of(amount)), now);
        return this;
    }

    Envelope event(int version) {
        return writer.events().get(version - 1);
    }

    /** The hash of its last event. */
    String head() {
        return writer.events().getLast().hash();
    }

    int version() {
        return writer.events().size();
    }

    static Envelope someEvent() {
        var writer = new StreamWriter<>(Aggregates.ACCOUNT, "acc-never");
        writer.decide(new Open(new Personal("v1.key.cipher"), Money.ZERO), Instant.EPOCH);
        return writer.events().getFirst();
    }
}
