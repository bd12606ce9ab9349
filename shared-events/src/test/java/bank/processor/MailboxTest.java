package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;

import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Personal;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {

    @TempDir
    private Path folder;

    @Test
    void whoComesWhileTheMailboxIsFullIsTurnedAwayAtOnceAndNobodyElse() throws Exception {
        var workplace = new Workplace(TestKafka.withPartitions(1), folder);
        var rules = new PausingRules();
        try (var processor = workplace.start("one", rules.type())) {
            Workplace.run(processor, account("acc-a"), new Open(new Personal("x"), Money.ZERO));
            var busy = processor.submit(Workplace.command(account("acc-a"), new Deposit(PausingRules.PAUSE)));
            rules.reached.await();

            List<CompletableFuture<Reply>> waiting = IntStream.range(0, Workplace.MAILBOX)
                    .mapToObj(_ -> processor.submit(Workplace.command(account("acc-a"), new Deposit(Money.of(1)))))
                    .toList();
            var tooMany = processor.submit(Workplace.command(account("acc-a"), new Deposit(Money.of(1))));

            assertThat(tooMany.getNow(new Reply.Unknown())).isInstanceOf(Reply.Unavailable.class);
            rules.goOn.countDown();
            assertThat(Workplace.outcome(busy)).isInstanceOf(Reply.Accepted.class);
            for (var one : waiting) {
                assertThat(Workplace.outcome(one)).isInstanceOf(Reply.Accepted.class);
            }
        }
        assertThat(workplace.events("account")).hasSize(Workplace.MAILBOX + 2);
    }
}
