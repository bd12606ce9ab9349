package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.SagaDocument;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.Open;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.Rejection;
import bank.es.StreamId;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.transfer.TransferCommand.RetryTransfer;
import bank.transfer.TransferCommand.StartTransfer;
import bank.wire.CommandEnvelope;
import bank.wire.CommandRecords;
import bank.wire.Reply;
import bank.wire.ReplyJson;
import bank.wire.ReplyTo;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SagaTest {

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(2);
    private @Nullable Processor accounts;
    private @Nullable Processor transfers;

    @BeforeEach
    void start() throws Exception {
        var workplace = new Workplace(kafka, folder);
        accounts = workplace.start("accounts", Aggregates.ACCOUNT);
        transfers = workplace.start("transfers", Aggregates.TRANSFER);
        Workplace.run(accounts, account("acc-a"), new Open(new Personal("a"), Money.of(100)));
        Workplace.run(accounts, account("acc-b"), new Open(new Personal("b"), Money.ZERO));
        Workplace.run(accounts, account("acc-closed"), new Open(new Personal("c"), Money.ZERO));
        Workplace.run(accounts, account("acc-closed"), new Close());
    }

    @AfterEach
    void stop() {
        for (Processor processor : new Processor[] {transfers, accounts}) {
            if (processor != null) {
                processor.close();
            }
        }
    }

    @Test
    void aTransferMovesTheMoneyAndItsCallerHearsOfTheEnd() throws Exception {
        var saga = transfer("saga-1", "acc-a", "acc-b", 30);

        assertThat(saga).contains("\"status\":\"completed\"");
        assertThat(types("acc-a"))
                .containsExactly("AccountOpened", "TransferInitiated", "MoneyWithdrawn", "TransferCompleted");
        assertThat(types("acc-b")).containsExactly("AccountOpened", "MoneyDeposited", "TransferCompleted");
    }

    @Test
    void aTransferToAClosedAccountGivesTheMoneyBack() throws Exception {
        var saga = transfer("saga-2", "acc-a", "acc-closed", 30);

        assertThat(saga)
                .contains("\"status\":\"compensated\"", "\"error\":\"Destination account acc-closed is not active\"");
        assertThat(types("acc-a"))
                .containsExactly(
                        "AccountOpened", "TransferInitiated", "MoneyWithdrawn", "MoneyDeposited", "TransferFailed");
    }

    @Test
    void aTransferThatTheSourceCannotPayMovesNothing() throws Exception {
        var saga = transfer("saga-3", "acc-a", "acc-b", 101);

        assertThat(saga).contains("\"status\":\"compensated\"", "\"error\":\"Insufficient balance: 100 < 101\"");
        assertThat(types("acc-a")).containsExactly("AccountOpened");
    }

    @Test
    void theRetryOfATransferThatNobodyKnowsIsRefusedOnceAlsoByALaterOwner() throws Exception {
        var stream = new StreamId("main", "transfer", "saga-none");
        send(Workplace.command(stream, new RetryTransfer()));
        await().until(() -> !replies().isEmpty());
        assertThat(replies())
                .extracting(Reply.Rejected.class::cast)
                .extracting(Reply.Rejected::kind)
                .containsExactly(Rejection.Kind.NOT_FOUND);

        Objects.requireNonNull(transfers).close();
        transfers = new Workplace(kafka, folder).start("another", Aggregates.TRANSFER);

        assertThat(transfer("saga-none", "acc-a", "acc-b", 30)).contains("\"status\":\"completed\"");
        assertThat(replies()).hasSize(2);
        assertThat(new Workplace(kafka, folder).events("transfer"))
                .extracting(event -> event.stream().id())
                .containsOnly("saga-none");
    }

    private List<String> types(String account) {
        return new Workplace(kafka, folder)
                .events("account").stream()
                        .filter(event -> event.stream().id().equals(account))
                        .map(Envelope::type)
                        .toList();
    }

    private String transfer(String id, String from, String to, long amount) throws Exception {
        var stream = new StreamId("main", "transfer", id);
        var command =
                Workplace.command(stream, new StartTransfer(id, from, to, Money.of(amount), OptionalLong.empty()));
        int before = kafka.records(kafka.topics().replies()).size();
        send(command);
        List<Reply> replies = await().until(this::replies, found -> found.size() > before);
        return SagaDocument.of(((Reply.Accepted) replies.getLast()).after()).toString();
    }

    private void send(CommandEnvelope command) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            producer.send(CommandRecords.toRecord(
                            kafka.topics().commands("transfer"),
                            kafka.partitions().of(command.stream().key()),
                            Aggregates.TRANSFER,
                            command,
                            new ReplyTo.Gateway(0, "gateway")))
                    .get();
        }
    }

    private List<Reply> replies() {
        return kafka.records(kafka.topics().replies()).stream()
                .map(record -> ReplyJson.read(Aggregates.BANK::named, record.value()))
                .toList();
    }
}
