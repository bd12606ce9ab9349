package bank.bench.history;

import static bank.Aggregates.ACCOUNT;

import bank.account.AccountEvent;
import bank.account.AccountEvent.AccountOpened;
import bank.account.AccountEvent.MoneyDeposited;
import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.Personal;
import bank.es.StreamId;
import bank.money.Money;
import bank.wire.EventType;
import bank.wire.HashChain;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Events as the bank would have written them: accounts that are opened one after the other, and then deposited into in
 * turn, each with a chain that verifies. Confined to one thread.
 */
final class AccountHistory {

    /** An owner as {@code BANK_ENCRYPT=none} stores him, which every setting reads. */
    private static final AccountOpened OPENED = new AccountOpened(new Personal("v0.Owner"), Money.of(1_000_000));

    private static final MoneyDeposited DEPOSITED = new MoneyDeposited(Money.of(1), Optional.empty(), Optional.empty());

    private final Instant begin;
    private final String[] heads;
    private final Form opened = Form.of(OPENED);
    private final Form deposited = Form.of(DEPOSITED);
    private long written;

    private record Form(EventType<AccountEvent> type, String data) {
        static Form of(AccountEvent event) {
            EventType<AccountEvent> type = ACCOUNT.typeOf(event);
            return new Form(type, type.write(event));
        }
    }

    AccountHistory(int accounts, Instant begin) {
        this.begin = begin;
        this.heads = new String[accounts];
        Arrays.fill(heads, HashChain.START);
    }

    Envelope next() {
        int account = (int) (written % heads.length);
        long version = written / heads.length + 1;
        Form form = version == 1 ? opened : deposited;
        String id = String.format(Locale.ROOT, "%06d", account);
        String cause = "cmd-" + id + "-" + version;
        var event = new Envelope(
                new StreamId("main", ACCOUNT.name(), "acc-" + id),
                version,
                "evt-" + id + "-" + version,
                form.type().name(),
                form.type().schemaVersion(),
                begin.plus(written, ChronoUnit.MICROS),
                new Cause("anonymous", cause, cause, Optional.empty()),
                form.data(),
                heads[account],
                "");
        heads[account] = HashChain.hashOf(event);
        written++;
        return event.withHash(heads[account]);
    }
}
