package bank.command.letter;

import bank.command.gateway.Gateway;
import bank.es.Command;
import bank.es.Envelope.Cause;
import bank.es.Parcel;
import bank.es.StreamId;
import bank.letter.LetterCommand.Discard;
import bank.letter.LetterCommand.Replay;
import bank.letter.LetterKind;
import bank.wire.AggregateType;
import bank.wire.CommandEnvelope;
import bank.wire.CommandRecords;
import bank.wire.ContentCipher;
import bank.wire.ContentRecords;
import bank.wire.DeadLetters;
import bank.wire.DeadLetters.Letter;
import bank.wire.Domain;
import bank.wire.Ids;
import bank.wire.MalformedRecordException;
import bank.wire.Parcels;
import bank.wire.Partitions;
import bank.wire.ReplyTo;
import bank.wire.Topics;
import bank.wire.WireHeaders;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What can be done about a dead letter: of what kind it is, and what is sent once that is decided. */
public record Remedies(
        Domain domain, Topics topics, Partitions partitions, ContentCipher content, InstantSource clock) {

    /** In base64 it still fits into the record of the command that brings it along. */
    private static final int BYTES_MOST = 500_000;

    /** What it is of, and the saga that waits because of it. */
    private record Trouble(LetterKind kind, Optional<WaitingSaga> saga) {

        Trouble(LetterKind kind) {
            this(kind, Optional.empty());
        }
    }

    Replay replay(FoundLetter found, Optional<String> reason) {
        Trouble trouble = trouble(found);
        Optional<Parcel> sent = trouble.kind() == LetterKind.COMMAND_RECORD
                ? Optional.of(again(found))
                : trouble.saga()
                        .map(saga -> send(found, saga.type(), saga.stream(), saga.retry(), new ReplyTo.Nobody()));
        return new Replay(trouble.kind(), reason, sent);
    }

    Discard discard(FoundLetter found, Optional<String> reason) {
        Trouble trouble = trouble(found);
        Optional<Parcel> sent = trouble.saga().flatMap(saga -> refusal(found, saga));
        return new Discard(trouble.kind(), reason, sent);
    }

    private Optional<Parcel> refusal(FoundLetter found, WaitingSaga saga) {
        return saga.unanswered()
                .flatMap(asked -> saga.refusal()
                        .map(refusal -> send(found, asked.type(), asked.stream(), refusal, asked.replyTo())));
    }

    private Trouble trouble(FoundLetter found) {
        Letter letter = found.letter();
        return domain.types().stream()
                .filter(type -> letter.topic().equals(topics.commands(type.name())))
                .findFirst()
                .map(type -> ofCommand(type, found))
                .orElseGet(() -> new Trouble(LetterKind.VIEWED_RECORD));
    }

    private Trouble ofCommand(AggregateType<?, ?, ?> type, FoundLetter found) {
        Letter letter = found.letter();
        String key = found.key();
        Optional<ReplyTo> replyTo = replyTo(letter);
        Optional<WaitingSaga> saga = replyTo.flatMap(address -> WaitingSaga.of(domain, address, type, key));
        if (saga.isPresent()) {
            return new Trouble(saga.get().kind(), saga);
        }
        if (!letter.id().equals(DeadLetters.id(letter.topic(), letter.partition(), letter.offset()))) {
            return new Trouble(LetterKind.CALLERS_COMMAND);
        }
        // The command of a saga that is not known here must not be sent behind its back either.
        boolean possible = StreamId.isKey(key)
                && found.hasValue()
                && found.bytes() <= BYTES_MOST
                && replyTo.filter(ReplyTo.ToSaga.class::isInstance).isEmpty();
        return new Trouble(possible ? LetterKind.COMMAND_RECORD : LetterKind.NO_COMMAND);
    }

    private static Optional<ReplyTo> replyTo(Letter letter) {
        try {
            return letter.header(WireHeaders.REPLY_TO).map(ReplyTo::parse);
        } catch (MalformedRecordException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The record as it came, on its topic, in the partition where its key belongs. */
    private Parcel again(FoundLetter found) {
        Letter letter = found.letter();
        var record = found.record();
        return Parcels.of(new ProducerRecord<>(
                letter.topic(), partitions.of(record.key()), null, record.key(), record.value(), letter.headers()));
    }

    private Parcel send(
            FoundLetter found, AggregateType<?, ?, ?> type, StreamId stream, Command command, ReplyTo replyTo) {
        Letter letter = found.letter();
        String correlation = letter.header(WireHeaders.CORRELATION_ID).orElse(letter.id());
        return Parcels.of(ContentRecords.seal(
                content,
                CommandRecords.toRecord(
                        topics.commands(type.name()),
                        partitions.of(stream.key()),
                        type,
                        new CommandEnvelope(
                                Ids.random("cmd-"),
                                stream,
                                command,
                                OptionalLong.empty(),
                                Optional.empty(),
                                new Cause(Gateway.ACTOR, correlation, letter.id(), Optional.empty()),
                                clock.instant().truncatedTo(ChronoUnit.MICROS)),
                        replyTo)));
    }
}
