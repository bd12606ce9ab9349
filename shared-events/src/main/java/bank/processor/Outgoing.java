package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.Command;
import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.Heard;
import bank.es.Send;
import bank.es.StreamId;
import bank.personal.ForgottenMarker;
import bank.wire.AggregateType;
import bank.wire.CommandEnvelope;
import bank.wire.CommandRecords;
import bank.wire.ContentCipher;
import bank.wire.ContentRecords;
import bank.wire.DeadLetters;
import bank.wire.Domain;
import bank.wire.Partitions;
import bank.wire.Place;
import bank.wire.Reply;
import bank.wire.ReplyRecords;
import bank.wire.ReplyTo;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson.Head;
import bank.wire.SnapshotRecords;
import bank.wire.Topics;
import bank.wire.Waiter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The records that a processor writes beside events: outcomes, the commands of sagas, snapshots, dead letters. */
record Outgoing(Domain domain, Topics topics, Partitions partitions, ContentCipher content) {

    /** What the sender of a command hears of it by topic: nothing where he waits here or does not care. */
    List<ProducerRecord<byte[], byte[]>> reply(CommandEnvelope command, ReplyTo replyTo, Reply reply) {
        AggregateType<?, ?, ?> type = domain.named(command.stream().type());
        return switch (replyTo) {
            case ReplyTo.Gateway gateway ->
                List.of(ReplyRecords.toGateway(content, topics.replies(), type, gateway, command.id(), reply));
            case ReplyTo.Outcomes _ ->
                List.of(ReplyRecords.toOutcomes(content, topics.outcomes(), type, partitions, command.id(), reply));
            case ReplyTo.ToSaga saga ->
                heard(reply).map(heard -> note(command, saga, heard, reply)).stream()
                        .toList();
            case ReplyTo.Nobody _ -> List.of();
        };
    }

    /** What somebody hears who waited for a saga's end. */
    List<ProducerRecord<byte[], byte[]>> end(CommandEnvelope last, Waiter waiter, Snapshot end) {
        var waited = new CommandEnvelope(
                waiter.commandId(),
                last.stream(),
                last.command(),
                OptionalLong.empty(),
                Optional.empty(),
                last.cause(),
                last.time());
        return reply(waited, waiter.replyTo(), new Reply.Accepted(List.of(), end, false));
    }

    /** By what everybody deletes the keys of the event's stream. */
    ProducerRecord<byte[], byte[]> forgotten(Envelope event) {
        return ForgottenMarker.record(topics, partitions, event);
    }

    private static Optional<Heard> heard(Reply reply) {
        return switch (reply) {
            case Reply.Accepted _ -> Optional.of(new Heard.Accepted());
            case Reply.Rejected(var _, var code, var sentence, var _) -> Optional.of(new Heard.Refused(code, sentence));
            case Reply.Conflict conflict -> Optional.of(new Heard.Refused(Reply.Conflict.CODE, conflict.sentence()));
            // After a defect the saga waits until an operator mends its command or has it sent again.
            case Reply.KeyReused _, Reply.Unavailable _, Reply.Unknown _, Reply.Defect _, Reply.Running _ ->
                Optional.empty();
        };
    }

    /** The saga's note of an outcome is a command to it like any other. */
    private ProducerRecord<byte[], byte[]> note(
            CommandEnvelope command, ReplyTo.ToSaga saga, Heard heard, Reply reply) {
        AggregateType<?, ?, ?> type = domain.named(saga.sagaType());
        Instant time = reply instanceof Reply.Accepted accepted
                        && accepted.after().time().isAfter(command.time())
                ? accepted.after().time()
                : command.time();
        return send(
                type,
                new CommandEnvelope(
                        command.id() + "-outcome",
                        StreamId.ofKey(saga.sagaType(), saga.sagaKey()),
                        heardBy(type, saga.step(), heard),
                        OptionalLong.empty(),
                        Optional.empty(),
                        causedBy(command),
                        time),
                new ReplyTo.Nobody());
    }

    private static Command heardBy(AggregateType<?, ?, ?> type, String step, Heard heard) {
        return type.saga()
                .map(saga -> (Command) saga.heard(step, heard))
                .orElseThrow(() -> new IllegalArgumentException(type.name() + " is no saga"));
    }

    /** The command of a saga's step; its id follows from saga and step, so that a retry is the same command. */
    ProducerRecord<byte[], byte[]> sagaCommand(CommandEnvelope cause, Snapshot saga, Send send) {
        StreamId stream = saga.stream();
        return send(
                domain.named(send.aggregateType()),
                new CommandEnvelope(
                        stream.id() + "-" + send.step(),
                        new StreamId(stream.tenant(), send.aggregateType(), send.aggregateId()),
                        send.command(),
                        send.expectedVersion(),
                        Optional.empty(),
                        causedBy(cause),
                        saga.time()),
                new ReplyTo.ToSaga(stream.type(), stream.key(), send.step()));
    }

    private static Cause causedBy(CommandEnvelope command) {
        return new Cause(
                command.cause().actor(),
                command.cause().correlationId(),
                command.id(),
                command.cause().traceparent());
    }

    private ProducerRecord<byte[], byte[]> send(AggregateType<?, ?, ?> type, CommandEnvelope command, ReplyTo replyTo) {
        return ContentRecords.seal(
                content,
                CommandRecords.toRecord(
                        topics.commands(type.name()),
                        partitions.of(command.stream().key()),
                        type,
                        command,
                        replyTo));
    }

    /** A row of the slot's snapshot topic, its value as it is stored; with none it is taken away. */
    ProducerRecord<byte[], byte[]> row(Slot slot, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(topics.snapshots(slot.type()), slot.partition(), key.getBytes(UTF_8), value);
    }

    /** A row that says how far its stream is, if it is a snapshot. */
    ProducerRecord<byte[], byte[]> row(Slot slot, String key, byte[] value, Optional<Head> head) {
        return SnapshotRecords.toRecord(topics.snapshots(slot.type()), slot.partition(), key, value, head);
    }

    /** A row that is not sealed yet. */
    ProducerRecord<byte[], byte[]> row(Slot slot, String key, String json, Optional<Head> head) {
        return row(slot, key, content.seal(Place.snapshot(slot.type(), key), json.getBytes(UTF_8)), head);
    }

    ProducerRecord<byte[], byte[]> deadLetter(String id, Delivery delivery, Throwable failure, Instant time) {
        Slot slot = delivery.slot();
        var original = ContentRecords.seal(
                content,
                CommandRecords.toRecord(
                        topics.commands(slot.type()),
                        slot.partition(),
                        delivery.rules().type(),
                        delivery.command(),
                        delivery.replyTo()));
        return DeadLetters.toRecord(
                content,
                topics.deadLetters(),
                id,
                original,
                delivery.offset().orElse(-1),
                DeadLetters.causeOf(failure),
                time);
    }
}
