package bank.command.letter;

import bank.es.Command;
import bank.es.StreamId;
import bank.letter.LetterKind;
import bank.wire.AggregateType;
import bank.wire.Domain;
import bank.wire.ReplyTo;
import bank.wire.ReplyTo.ToSaga;
import java.util.Optional;

/**
 * The saga that waits because of a dead letter.
 *
 * @param type its type
 * @param stream its stream
 * @param unanswered whom it has asked, in which step; none where the outcome itself is the dead letter
 */
record WaitingSaga(AggregateType<?, ?, ?> type, StreamId stream, Optional<Asked> unanswered) {

    /**
     * What a saga has asked.
     *
     * @param type the type of the aggregate that has the command, or should have had it
     * @param stream that aggregate
     * @param replyTo where the saga hears of it
     */
    record Asked(AggregateType<?, ?, ?> type, StreamId stream, ToSaga replyTo) {}

    /** The saga that sent a command, or that a record whose sender is not answered was for. */
    static Optional<WaitingSaga> of(Domain domain, ReplyTo replyTo, AggregateType<?, ?, ?> receiver, String key) {
        if (!StreamId.isKey(key)) {
            return Optional.empty();
        }
        StreamId stream = StreamId.ofKey(receiver.name(), key);
        return switch (replyTo) {
            case ToSaga address ->
                domain.types().stream()
                        .filter(type -> type.name().equals(address.sagaType()))
                        .filter(type -> type.saga().isPresent() && StreamId.isKey(address.sagaKey()))
                        .findFirst()
                        .map(type -> new WaitingSaga(
                                type,
                                StreamId.ofKey(type.name(), address.sagaKey()),
                                Optional.of(new Asked(receiver, stream, address))));
            case ReplyTo.Nobody _ -> receiver.saga().map(_ -> new WaitingSaga(receiver, stream, Optional.empty()));
            case ReplyTo.Gateway _, ReplyTo.Outcomes _ -> Optional.empty();
        };
    }

    LetterKind kind() {
        return refusal().isPresent() ? LetterKind.SAGAS_COMMAND : LetterKind.SAGAS_DUTY;
    }

    /**
     * What makes it send again what it waits for. It is asked, rather than its command sent behind its back: so the
     * command comes to its account in the saga's own order, and not after a step that has been taken since.
     */
    Command retry() {
        return type.saga().orElseThrow().retry();
    }

    /**
     * By what whoever it asked refuses. He is asked, rather than the saga told: he alone knows whether an earlier attempt
     * has had its effect.
     */
    Optional<Command> refusal() {
        return unanswered.flatMap(this::refusal);
    }

    /** A foreign record may name a step that there is not, or be for somebody whom no saga asks. */
    private Optional<Command> refusal(Asked asked) {
        try {
            Optional<Command> refusal = type.saga()
                    .orElseThrow()
                    .refusal(stream.id(), asked.replyTo().step());
            refusal.ifPresent(asked.type()::commandName);
            return refusal;
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
