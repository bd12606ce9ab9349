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
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

    private static final int WAITING = 50;
    /** Two accounts are opened and the pausing deposit is made, each event followed by its transaction's marker. */
    private static final int BEFORE = 6;

    @TempDir
    private Path folder;

    @Test
    void allWhoWaitedShareOneTransaction() throws Exception {
        var kafka = TestKafka.withPartitions(1);
        var rules = new PausingRules();
        try (var processor = new Workplace(kafka, folder).start("one", rules.type())) {
            Workplace.run(processor, account("acc-0"), new Open(new Personal("x"), Money.ZERO));
            Workplace.run(processor, account("acc-1"), new Open(new Personal("y"), Money.ZERO));
            var busy = processor.submit(Workplace.command(account("acc-0"), new Deposit(PausingRules.PAUSE)));
            rules.reached.await();
            List<CompletableFuture<Reply>> waiting = IntStream.range(0, WAITING)
                    .mapToObj(i -> Workplace.command(account("acc-" + i % 2), new Deposit(Money.of(1))))
                    .map(processor::submit)
                    .toList();

            rules.goOn.countDown();

            assertThat(Workplace.outcome(busy)).isInstanceOf(Reply.Accepted.class);
            for (var one : waiting) {
                assertThat(Workplace.outcome(one)).isInstanceOf(Reply.Accepted.class);
            }
        }
        assertThat(kafka.records(kafka.topics().events("account")))
                .extracting(ConsumerRecord::offset)
                .containsExactlyElementsOf(
                        LongStream.concat(LongStream.of(0, 2, 4), LongStream.range(BEFORE, BEFORE + WAITING))
                                .boxed()
                                .toList());
    }
}
