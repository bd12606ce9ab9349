package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.AccountCommand.Open;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.transfer.Step;
import bank.transfer.Transfer;
import bank.transfer.TransferCommand.NoteAccepted;
import bank.transfer.TransferCommand.RetryTransfer;
import bank.transfer.TransferCommand.StartTransfer;
import bank.wire.CommandRecords;
import bank.wire.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SagaDefectTest {

    private static final StreamId SAGA = new StreamId("main", "transfer", "saga-1");

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(1);

    @Test
    void aSagaHearsNothingOfADefectAndItsRetryCompletesItOnceThatIsMended() throws Exception {
        var workplace = new Workplace(kafka, folder);
        var rules = new PausingRules();
        try (var accounts = workplace.start("accounts", rules.type());
                var transfers = workplace.start("transfers", Aggregates.TRANSFER)) {
            Workplace.run(accounts, account("acc-a"), new Open(new Personal("a"), Money.of(100)));
            Workplace.run(accounts, account("acc-b"), new Open(new Personal("b"), Money.ZERO));
            var transfer = Workplace.keyed(
                    Workplace.command(
                            SAGA,
                            new StartTransfer("saga-1", "acc-a", "acc-b", PausingRules.DEFECT, OptionalLong.empty())),
                    "key",
                    "transfer");

            assertThat(Workplace.outcome(transfers.submit(transfer))).isInstanceOf(Reply.Running.class);
            await().until(() -> !deadLetters().isEmpty());

            assertThat(notes()).containsExactly(new NoteAccepted(Step.WITHDRAW));
            assertThat(Workplace.outcome(transfers.submit(transfer))).isInstanceOf(Reply.Running.class);

            rules.mend();
            Workplace.run(transfers, SAGA, new RetryTransfer());
            var end = await().until(
                            () -> Workplace.outcome(transfers.submit(transfer)),
                            reply -> reply instanceof Reply.Accepted);

            assertThat(((Reply.Accepted) end).after().state()).isInstanceOf(Transfer.Completed.class);
        }
        assertThat(deadLetters()).containsExactly("DepositForTransfer");
        assertThat(workplace.events("account"))
                .filteredOn(event -> event.stream().equals(account("acc-b")))
                .extracting(Envelope::type)
                .containsExactly("AccountOpened", "MoneyDeposited", "TransferCompleted");
    }

    private List<String> deadLetters() {
        return kafka.records(kafka.topics().deadLetters()).stream()
                .map(record -> CommandRecords.fromRecord(Aggregates.ACCOUNT, record))
                .map(letter -> letter.command().command().getClass().getSimpleName())
                .toList();
    }

    /** What the accounts have told the saga. */
    private List<Object> notes() {
        return kafka.records(kafka.topics().commands("transfer")).stream()
                .<Object>map(record -> CommandRecords.fromRecord(Aggregates.TRANSFER, record)
                        .command()
                        .command())
                .toList();
    }
}
