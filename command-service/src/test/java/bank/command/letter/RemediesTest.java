package bank.command.letter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.RefuseTransfer;
import bank.es.Envelope.Cause;
import bank.es.Parcel;
import bank.es.StreamId;
import bank.kit.ClearContent;
import bank.kit.Envelopes;
import bank.letter.LetterKind;
import bank.money.Money;
import bank.transfer.TransferCommand.RetryTransfer;
import bank.wire.CommandEnvelope;
import bank.wire.CommandRecords;
import bank.wire.CommandRecords.Received;
import bank.wire.DeadLetters;
import bank.wire.Parcels;
import bank.wire.Partitions;
import bank.wire.ReplyTo;
import bank.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Of what kind a dead letter is, and what is sent once it is decided. */
class RemediesTest {

    private static final Topics TOPICS = new Topics("bank");
    private static final Partitions PARTITIONS = new Partitions(8);
    private static final StreamId ACCOUNT = new StreamId("main", "account", "acc-1");
    private static final StreamId SAGA = new StreamId("main", "transfer", "saga-1");
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final int PARTITION = PARTITIONS.of(ACCOUNT.key());

    private final Remedies remedies =
            new Remedies(Aggregates.BANK, TOPICS, PARTITIONS, new ClearContent(), InstantSource.fixed(NOW));

    @Test
    void aCallersCommandBringsNothingAbout() {
        FoundLetter letter = failed(command(new ReplyTo.Gateway(0, "gateway-1")));

        assertThat(remedies.replay(letter, Optional.empty()).kind()).isEqualTo(LetterKind.CALLERS_COMMAND);
        assertThat(remedies.discard(letter, Optional.empty()).parcel()).isEmpty();
        assertThat(kind(failed(command(new ReplyTo.Outcomes())))).isEqualTo(LetterKind.CALLERS_COMMAND);
        assertThat(kind(failed(command(new ReplyTo.Nobody())))).isEqualTo(LetterKind.CALLERS_COMMAND);
    }

    @Test
    void aSagasCommandIsReplayedByTheSaga() {
        FoundLetter letter = failed(command(toSaga("deposit")));

        Received sent = received(remedies.replay(letter, Optional.empty()).parcel());

        assertThat(kind(letter)).isEqualTo(LetterKind.SAGAS_COMMAND);
        assertThat(sent.command().stream()).isEqualTo(SAGA);
        assertThat(sent.command().command()).isEqualTo(new RetryTransfer());
        assertThat(sent.command().cause().correlationId()).isEqualTo("cor-1");
        assertThat(sent.command().cause().causationId())
                .isEqualTo(letter.letter().id());
    }

    @Test
    void aSagasCommandIsRefusedByWhoShouldHaveHadIt() {
        FoundLetter letter = failed(command(toSaga("deposit-2")));

        Received sent = received(remedies.discard(letter, Optional.empty()).parcel());

        assertThat(sent.command().stream()).isEqualTo(ACCOUNT);
        assertThat(sent.command().command()).isEqualTo(new RefuseTransfer("saga-1"));
        assertThat(sent.replyTo()).isEqualTo(toSaga("deposit-2"));
    }

    @Test
    void aSagasCommandThatWasNotUnderstoodIsNotSentBehindItsBackEither() {
        FoundLetter letter = unreadable(command(toSaga("withdraw")), PARTITION);

        assertThat(kind(letter)).isEqualTo(LetterKind.SAGAS_COMMAND);
        assertThat(received(remedies.replay(letter, Optional.empty()).parcel())
                        .command()
                        .command())
                .isEqualTo(new RetryTransfer());
    }

    @Test
    void aStepWithoutAWayBackIsADuty() {
        assertThat(kind(failed(command(toSaga("compensate"))))).isEqualTo(LetterKind.SAGAS_DUTY);
        assertThat(kind(failed(command(toSaga("no-step-of-ours"))))).isEqualTo(LetterKind.SAGAS_DUTY);
        assertThat(remedies.discard(failed(command(toSaga("compensate"))), Optional.empty())
                        .parcel())
                .isEmpty();
    }

    @Test
    void anOutcomeThatDidNotReachItsSagaIsHadAgainByTheSaga() {
        var note = new ProducerRecord<>(
                TOPICS.commands("transfer"),
                PARTITIONS.of(SAGA.key()),
                0L,
                SAGA.key().getBytes(UTF_8),
                "{}".getBytes(UTF_8));
        note.headers().add("replyto", "nobody".getBytes(UTF_8));
        FoundLetter letter = unreadable(note, note.partition());

        assertThat(kind(letter)).isEqualTo(LetterKind.SAGAS_DUTY);
        assertThat(received(remedies.replay(letter, Optional.empty()).parcel()).command().stream())
                .isEqualTo(SAGA);
    }

    @Test
    void aCommandOfASagaThatIsNotKnownIsNotSentAgain() {
        var unknown = new ReplyTo.ToSaga("loan", "main/loan-1", "pay");

        assertThat(kind(unreadable(command(unknown), PARTITION))).isEqualTo(LetterKind.NO_COMMAND);
    }

    @Test
    void aRecordThatCouldNotBeReadGoesAsItCameToThePartitionOfItsKey() {
        var record = command(new ReplyTo.Outcomes());
        FoundLetter letter = unreadable(record, (PARTITION + 1) % PARTITIONS.count());

        ProducerRecord<byte[], byte[]> again = Parcels.toRecord(
                remedies.replay(letter, Optional.empty()).parcel().orElseThrow());

        assertThat(kind(letter)).isEqualTo(LetterKind.COMMAND_RECORD);
        assertThat(again.topic()).isEqualTo(record.topic());
        assertThat(again.partition()).isEqualTo(PARTITION);
        assertThat(again.key()).isEqualTo(record.key());
        assertThat(again.value()).isEqualTo(record.value());
        assertThat(again.headers()).isEqualTo(record.headers());
    }

    @Test
    void whatHasNoKeyOrNoValueOrIsTooLargeIsNoCommand() {
        byte[] key = ACCOUNT.key().getBytes(UTF_8);
        byte[] value = "{}".getBytes(UTF_8);
        String topic = TOPICS.commands("account");

        assertThat(kind(unreadable(new ProducerRecord<>(topic, 0, null, value), 0)))
                .isEqualTo(LetterKind.NO_COMMAND);
        assertThat(kind(unreadable(new ProducerRecord<>(topic, 0, "acc-1".getBytes(UTF_8), value), 0)))
                .isEqualTo(LetterKind.NO_COMMAND);
        assertThat(kind(unreadable(new ProducerRecord<>(topic, 0, key, null), 0)))
                .isEqualTo(LetterKind.NO_COMMAND);
        assertThat(kind(unreadable(new ProducerRecord<>(topic, 0, key, new byte[500_001 - key.length]), 0)))
                .isEqualTo(LetterKind.NO_COMMAND);
        assertThat(kind(unreadable(new ProducerRecord<>(topic, 0, key, new byte[500_000 - key.length]), 0)))
                .isEqualTo(LetterKind.COMMAND_RECORD);
    }

    @Test
    void whatIsOnNoTopicOfCommandsWasSeenByAView() {
        var event =
                new ProducerRecord<>(TOPICS.events("account"), 0, ACCOUNT.key().getBytes(UTF_8), "{}".getBytes(UTF_8));

        assertThat(kind(unreadable(event, 0))).isEqualTo(LetterKind.VIEWED_RECORD);
    }

    private LetterKind kind(FoundLetter letter) {
        LetterKind kind = remedies.replay(letter, Optional.empty()).kind();
        assertThat(remedies.discard(letter, Optional.empty()).kind()).isEqualTo(kind);
        return kind;
    }

    private static ReplyTo.ToSaga toSaga(String step) {
        return new ReplyTo.ToSaga("transfer", SAGA.key(), step);
    }

    private static ProducerRecord<byte[], byte[]> command(ReplyTo replyTo) {
        AccountCommand deposit = new Deposit(Money.of(7));
        return CommandRecords.toRecord(
                TOPICS.commands("account"),
                PARTITION,
                Aggregates.ACCOUNT,
                new CommandEnvelope(
                        "cmd-1",
                        ACCOUNT,
                        deposit,
                        OptionalLong.empty(),
                        Optional.empty(),
                        new Cause("anonymous", "cor-1", "cau-1", Optional.empty()),
                        NOW),
                replyTo);
    }

    /** The letter of a command on which a rule failed. */
    private static FoundLetter failed(ProducerRecord<byte[], byte[]> record) {
        return letter(DeadLetters.id("cmd-1"), record, record.partition());
    }

    /** The letter of a record that stood in that partition. */
    private static FoundLetter unreadable(ProducerRecord<byte[], byte[]> record, int partition) {
        return letter(DeadLetters.id(record.topic(), partition, 5), record, partition);
    }

    private static FoundLetter letter(String id, ProducerRecord<byte[], byte[]> record, int partition) {
        var original =
                new ProducerRecord<>(record.topic(), partition, null, record.key(), record.value(), record.headers());
        var consumed = Envelopes.consumed(
                DeadLetters.toRecord(new ClearContent(), TOPICS.deadLetters(), id, original, 5, "a test", NOW));
        return new FoundLetter(DeadLetters.read(new ClearContent(), consumed), consumed);
    }

    private static Received received(Optional<Parcel> parcel) {
        ProducerRecord<byte[], byte[]> record = Parcels.toRecord(parcel.orElseThrow());
        var type = record.topic().equals(TOPICS.commands("account")) ? Aggregates.ACCOUNT : Aggregates.TRANSFER;
        assertThat(record.partition()).isEqualTo(PARTITIONS.of(record.key()));
        return CommandRecords.fromRecord(type, Envelopes.consumed(record));
    }
}
