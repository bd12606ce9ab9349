package bank.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.Rejection;
import bank.es.StreamId;
import bank.kit.Envelopes;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.kit.Values;
import bank.wire.CommandEnvelope;
import bank.wire.CommandEnvelope.Idempotency;
import bank.wire.CommandRecords;
import bank.wire.ContentCipher;
import bank.wire.ContentRecords;
import bank.wire.DeadLetters;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.Partitions;
import bank.wire.Place;
import bank.wire.Reply;
import bank.wire.ReplyJson;
import bank.wire.ReplyRecords;
import bank.wire.ReplyTo;
import bank.wire.SealedValueException;
import bank.wire.SnapshotJson.Head;
import bank.wire.SnapshotRecords;
import bank.wire.WireHeaders;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records come out of Kafka as they went in, under whatever setting each was written and is read. */
class SealedRecordsTest {

    private static final List<ContentCipher> SETTINGS = List.of(TestContent.sealing(), TestContent.opening());

    /** The record of the event, which has the hash of its bytes as they are stored. */
    private static ProducerRecord<byte[], byte[]> record(ContentCipher content, Envelope event) {
        byte[] value = content.seal(Place.of(event), event.data().getBytes(UTF_8));
        return EventRecords.toRecord(
                "bank.account.events", 3, event.withHash(HashChain.hashOf(event, value)), value, OptionalLong.empty());
    }

    @Seeded(300)
    void anEventComesOutAsItWentInAndVerifiesWithoutAKey(Gen gen) {
        Envelope event = Envelopes.any(gen, new StreamId(gen.id(), "account", gen.id()));
        var stored = Envelopes.consumed(record(gen.pick(SETTINGS), event));
        Envelope read = EventRecords.fromRecord("account", stored);
        var headers = new WireHeaders(stored.headers());

        assertThat(HashChain.hashOf(headers, stored.value())).isEqualTo(headers.get(WireHeaders.HASH));
        assertThat(EventRecords.open(gen.pick(SETTINGS), read, stored.value()).withHash(event.hash()))
                .isEqualTo(event);
        assertThat(ContentRecords.open(gen.pick(SETTINGS), stored).value())
                .isEqualTo(event.data().getBytes(UTF_8));
    }

    @Seeded(300)
    void aCommandComesOutAsItWentInAlsoOfItsDeadLetter(Gen gen) {
        var command = new CommandEnvelope(
                gen.id(),
                new StreamId(gen.id(), "account", gen.id()),
                new Values(gen).any(gen.pick(Values.of(AccountCommand.class))),
                OptionalLong.empty(),
                gen.maybe(() -> new Idempotency(gen.text(), "fingerprint " + gen.text())),
                new Cause(gen.text(), gen.text(), gen.text(), gen.maybe(gen::text)),
                gen.time());
        var clear =
                CommandRecords.toRecord("bank.account.commands", 3, Aggregates.ACCOUNT, command, new ReplyTo.Nobody());
        var expected = CommandRecords.fromRecord(Aggregates.ACCOUNT, Envelopes.consumed(clear));
        ContentCipher written = gen.pick(SETTINGS);
        String cause = gen.text();
        var sent = ContentRecords.seal(written, clear);
        var letter = Envelopes.consumed(
                DeadLetters.toRecord(written, "bank.dead-letters", "dl-1", sent, 7, cause, command.time()));

        assertThat(ContentCipher.isSealed(sent.value())).isEqualTo(written.seals());
        assertThat(sent.headers().lastHeader("fingerprint"))
                .matches(header -> header == null || ContentCipher.isSealed(header.value()) == written.seals());
        for (var stored : List.of(Envelopes.consumed(sent), letter)) {
            assertThat(CommandRecords.fromRecord(Aggregates.ACCOUNT, ContentRecords.open(gen.pick(SETTINGS), stored)))
                    .isEqualTo(expected);
        }
        assertThat(DeadLetters.read(gen.pick(SETTINGS), letter).cause()).isEqualTo(cause);
    }

    @Seeded
    void aReplyComesOutAsItWentIn(Gen gen) {
        var reply = new Reply.Rejected(Rejection.Kind.NOT_FOUND, gen.text(), gen.text(), gen.flag());
        ContentCipher written = gen.pick(SETTINGS);
        var gateway = new ReplyTo.Gateway(2, "gateway-1");
        for (var record : List.of(
                ReplyRecords.toGateway(written, "bank.replies", Aggregates.ACCOUNT, gateway, "cmd-1", reply),
                ReplyRecords.toOutcomes(
                        written, "bank.outcomes", Aggregates.ACCOUNT, new Partitions(8), "cmd-1", reply))) {
            byte[] json = ReplyRecords.json(gen.pick(SETTINGS), Envelopes.consumed(record));
            assertThat(ReplyJson.read(Aggregates.BANK::named, json)).isEqualTo(reply);
        }
    }

    @Seeded
    void howFarAStreamIsByItsSnapshotIsReadWithoutAKey(Gen gen) {
        ContentCipher written = gen.pick(SETTINGS);
        var head = new Head(gen.number(), gen.id());
        byte[] json = "{\"version\":%d,\"head\":\"%s\"}"
                .formatted(head.version(), head.hash())
                .getBytes(UTF_8);
        byte[] value = written.seal(Place.snapshot("account", "main/acc-1"), json);
        var row = SnapshotRecords.toRecord("bank.account.snapshots", 3, "main/acc-1", value, Optional.of(head));
        assertThat(SnapshotRecords.head(Envelopes.consumed(row))).contains(head);

        byte[] answer = written.seal(Place.snapshot("account", "main/acc-1#key"), "{}".getBytes(UTF_8));
        var other = SnapshotRecords.toRecord("bank.account.snapshots", 3, "main/acc-1#key", answer, Optional.empty());
        assertThat(SnapshotRecords.head(Envelopes.consumed(other))).isEmpty();
    }

    @Seeded
    void aValueUnderAnotherEventsHeadersDoesNotOpen(Gen gen) {
        var stream = new StreamId(gen.id(), "account", gen.id());
        Envelope one = Envelopes.any(gen, stream);
        Envelope other = Envelopes.any(gen, stream);
        byte[] value = SETTINGS.getFirst().seal(Place.of(one), one.data().getBytes(UTF_8));

        assertThatExceptionOfType(SealedValueException.class)
                .isThrownBy(() -> EventRecords.open(SETTINGS.getFirst(), other, value));
        assertThat(new String(value, ISO_8859_1)).doesNotContain("transfer_id");
    }
}
