package bank.processor;

import bank.processor.Group.Writes;
import bank.processor.ProcessorMetrics.TurnedAway;
import bank.trace.Traced;
import bank.wire.AggregateType;
import bank.wire.CommandEnvelope;
import bank.wire.DeadLetters;
import bank.wire.Reply;
import io.opentelemetry.api.trace.SpanKind;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes items of the mailbox into a group, each decided, or set aside. Confined to the processor's thread. */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final String MOVED = "The partition is moving to another instance; try again.";

    private final ProcessorSettings settings;
    private final CommandHandler handler;
    private final InstantSource clock;
    private final Map<Slot, Claim> claims;
    private final ProcessorMetrics metrics;

    Intake(
            ProcessorSettings settings,
            CommandHandler handler,
            InstantSource clock,
            Map<Slot, Claim> claims,
            ProcessorMetrics metrics) {
        this.settings = settings;
        this.handler = handler;
        this.clock = clock;
        this.claims = claims;
        this.metrics = metrics;
    }

    void take(Group group, Item item) {
        switch (item) {
            case Item.Called(var slot, var command, var answer) -> {
                Claim claim = claims.get(slot);
                if (claim == null) {
                    metrics.turnedAway(TurnedAway.MOVED, 1);
                    answer.complete(new Reply.Unavailable(MOVED));
                } else {
                    take(group, Delivery.called(claim, command, answer));
                }
            }
            case Item.Received(var under, var offset, var command, var replyTo) -> {
                if (isNew(group, under, offset)) {
                    Writes writes = take(group, Delivery.received(under, command, replyTo, offset));
                    if (writes.head().isPresent()) {
                        group.dealtWithByEventsBefore(under, offset + 1);
                    } else {
                        group.dealtWithBefore(under, offset + 1);
                    }
                }
            }
            case Item.Unreadable unreadable -> {
                if (isNew(group, unreadable.claim(), unreadable.record().offset())) {
                    group.add(deadLetter(unreadable));
                    group.dealtWithBefore(
                            unreadable.claim(), unreadable.record().offset() + 1);
                }
            }
            case Item.Wake _ -> {}
        }
    }

    /** What was read under a claim that is over is read again under the next. */
    private boolean isNew(Group group, Claim under, long offset) {
        return claims.get(under.slot()) == under && offset >= group.nextOffset(under);
    }

    private Writes take(Group group, Delivery delivery) {
        if (!settings.tracing().isOn()) {
            return decide(group, delivery);
        }
        CommandEnvelope command = delivery.command();
        AggregateType<?, ?, ?> type = delivery.rules().type();
        Traced span = settings.tracing()
                .begin(
                        delivery.caller().isPresent() ? SpanKind.INTERNAL : SpanKind.CONSUMER,
                        "decide " + type.commandName(command.command()),
                        command.cause().traceparent())
                .with("bank.aggregate_type", type.name())
                .with("bank.aggregate_id", command.stream().id())
                .with("bank.command_id", command.id());
        group.span(span);
        return decide(group, delivery.within(span.traceparent()));
    }

    private Writes decide(Group group, Delivery delivery) {
        Writes writes = handle(delivery);
        group.add(writes);
        group.outcome(
                metrics.decided(delivery.rules().type(), delivery.command().command(), writes.reply()));
        return writes;
    }

    /** A rule that fails hurts its own command only, whatever it throws short of a dying machine. */
    private Writes handle(Delivery delivery) {
        try {
            return handler.handle(delivery);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.atError()
                    .setCause(settings.content().seals() ? null : e)
                    .addKeyValue("cause", DeadLetters.causeInClear(settings.content(), e))
                    .addKeyValue("command", delivery.command().id())
                    .log("A rule failed on a command; it is in the dead letters");
            return handler.defect(delivery, e);
        }
    }

    private Writes deadLetter(Item.Unreadable item) {
        var record = item.record();
        String id = DeadLetters.id(record.topic(), record.partition(), record.offset());
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("cause", DeadLetters.causeInClear(settings.content(), item.cause()))
                .log("A record is no command; it is in the dead letters");
        var original = new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), record.value(), record.headers());
        var letter = DeadLetters.toRecord(
                settings.content(),
                settings.topics().deadLetters(),
                id,
                original,
                record.offset(),
                DeadLetters.causeOf(item.cause()),
                clock.instant());
        return Writes.only(item.claim(), List.of(letter), Optional.empty(), new Reply.Defect(id));
    }
}
