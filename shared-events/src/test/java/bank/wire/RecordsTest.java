package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.StreamId;
import bank.kit.AccountWords;
import bank.kit.Envelopes;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.kit.Values;
import bank.wire.CommandEnvelope.Idempotency;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and commands come out of Kafka as they went in. */
class RecordsTest {

    private static final Envelope EVENT =
            Envelopes.of(Aggregates.ACCOUNT, "acc-1", 1, HashChain.START, AccountWords.opened("5"));

    private static ProducerRecord<byte[], byte[]> record(Envelope event) {
        return EventRecords.toRecord("bank.account.events", 3, event);
    }

    private static void isMalformed(ConsumerRecord<byte[], byte[]> record) {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> EventRecords.fromRecord("account", record));
    }

    @Seeded(300)
    void anEventComesOutAsItWentIn(Gen gen) {
        Envelope event = Envelopes.any(gen, new StreamId(gen.id(), "account", gen.id()));
        assertThat(EventRecords.fromRecord("account", Envelopes.consumed(record(event))))
                .isEqualTo(event);
    }

    @Seeded(300)
    void aCommandComesOutAsItWentIn(Gen gen) {
        var command = new CommandEnvelope(
                gen.id(),
                new StreamId(gen.id(), "account", gen.id()),
                new Values(gen).any(gen.pick(Values.of(AccountCommand.class))),
                gen.flag() ? OptionalLong.of(gen.number()) : OptionalLong.empty(),
                gen.maybe(() -> new Idempotency(gen.text(), gen.text())),
                new Cause(gen.text(), gen.text(), gen.text(), gen.maybe(gen::text)),
                gen.time());
        ReplyTo replyTo = gen.pick(List.of(
                new ReplyTo.Gateway(gen.between(0, 99), gen.id() + " of " + gen.id()),
                new ReplyTo.ToSaga("transfer", "main/" + gen.id(), "complete-source"),
                new ReplyTo.Outcomes(),
                new ReplyTo.Nobody()));
        var record = CommandRecords.toRecord("bank.account.commands", 3, Aggregates.ACCOUNT, command, replyTo);
        assertThat(CommandRecords.fromRecord(Aggregates.ACCOUNT, Envelopes.consumed(record)))
                .isEqualTo(new CommandRecords.Received(command, replyTo));
    }

    @Test
    void theRecordsTimestampIsTheEventsTime() {
        assertThat(record(EVENT).timestamp()).isEqualTo(EVENT.time().toEpochMilli());
        assertThat(record(EVENT).key()).isEqualTo("main/acc-1".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-04T10:00:00Z",
                "2026-05-04T10:00:00.500Z",
                "2026-05-04T10:00:00.000070Z",
                "2026-05-04T10:00:00.123456789Z",
                "1970-01-01T00:00:00.000000001Z"
            })
    void anEventsTimeIsThatOfItsHeaderWhateverTheRecordsIs(String text) {
        Instant time = Instant.parse(text);
        for (long timestamp : new long[] {time.toEpochMilli(), 0, Long.MAX_VALUE}) {
            assertThat(EventRecords.fromRecord("account", at(text, timestamp)).time())
                    .isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ".Z",
                "Z.",
                "2026-05-04T10:00:00.5Z",
                "2026-05-04T10:00:00.000Z",
                "2026-05-04T10:00:00.-50Z",
                "2026-05-04T10:00:00.1234567890Z",
                "2026-05-04T12:00:00+02:00"
            })
    void aTimeInAnotherSpellingIsMalformed(String text) {
        isMalformed(at(text, EVENT.time().toEpochMilli()));
    }

    private static ConsumerRecord<byte[], byte[]> at(String time, long timestamp) {
        var record = record(EVENT);
        record.headers().remove("ce_time").add("ce_time", time.getBytes(UTF_8));
        return Envelopes.consumed(
                new ProducerRecord<>(record.topic(), 3, timestamp, record.key(), record.value(), record.headers()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_id",
                "ce_type",
                "ce_source",
                "ce_subject",
                "ce_time",
                "ce_dataschema",
                "tenant",
                "version",
                "correlationid",
                "causationid",
                "actor",
                "hash",
                "previoushash"
            })
    void anEventWithoutOneOfItsHeadersIsMalformed(String header) {
        var record = record(EVENT);
        record.headers().remove(header);
        isMalformed(Envelopes.consumed(record));
    }

    @Test
    void anEventWithoutAKeyOrAValueIsMalformed() {
        isMalformed(new ConsumerRecord<>(
                "bank.account.events", 0, 0, null, record(EVENT).value()));
        isMalformed(
                new ConsumerRecord<>("bank.account.events", 0, 0, record(EVENT).key(), null));
    }

    @Test
    void anUnknownCommandIsSaidByItsName() {
        var record =
                new ProducerRecord<>("bank.account.commands", 0, "main/acc-1".getBytes(UTF_8), "{}".getBytes(UTF_8));
        record.headers().add("ce_id", "cmd-1".getBytes(UTF_8)).add("ce_type", "Rob".getBytes(UTF_8));
        assertThatExceptionOfType(UnknownTypeException.class)
                .isThrownBy(() -> CommandRecords.fromRecord(Aggregates.ACCOUNT, Envelopes.consumed(record)))
                .withMessage("Unknown command of account: Rob");
    }

    @Test
    void anEventOfALaterFormIsNotGuessedAt() {
        assertThatExceptionOfType(UnknownTypeException.class)
                .isThrownBy(() -> Aggregates.ACCOUNT.readEvent("AccountClosed", 2, "{}"))
                .withMessage("Unknown version 2 of AccountClosed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gateway", "gateway 3", "saga transfer withdraw", "nobody else", "elsewhere"})
    void whatIsNoReplyAddressIsMalformed(String text) {
        assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> ReplyTo.parse(text));
    }
}
