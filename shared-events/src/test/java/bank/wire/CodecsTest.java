package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.es.Command;
import bank.es.Event;
import bank.es.Rejection;
import bank.es.StreamId;
import bank.kit.Envelopes;
import bank.kit.Families;
import bank.kit.Family;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.kit.Values;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is written is read again as it was, whatever is in it. */
class CodecsTest {

    @Test
    void everyAggregateTypeIsTested() {
        assertThat(Families.ALL)
                .extracting(family -> family.type().name())
                .containsExactlyElementsOf(Aggregates.BANK.names());
    }

    @Seeded
    void commandsAreReadAsTheyWereWritten(Gen gen) {
        Families.ALL.forEach(family -> commands(family, new Values(gen)));
    }

    private static <C extends Command> void commands(Family<C, ?, ?> family, Values values) {
        AggregateType<C, ?, ?> type = family.type();
        for (Class<? extends C> form : Values.of(family.commands())) {
            C command = values.any(form);
            assertThat(type.readCommand(type.commandName(command), Json.write(command)))
                    .isEqualTo(command);
        }
    }

    @Seeded
    void eventsAreReadAsTheyWereWritten(Gen gen) {
        Families.ALL.forEach(family -> events(family, new Values(gen)));
    }

    private static <E extends Event> void events(Family<?, E, ?> family, Values values) {
        for (Class<? extends E> type : Values.of(family.events())) {
            E event = values.any(type);
            EventType<E> eventType = family.type().typeOf(event);
            E read = family.type().readEvent(eventType.name(), eventType.schemaVersion(), Json.write(event));
            assertThat(read).isEqualTo(event);
        }
    }

    @Seeded
    void snapshotsAreReadAsTheyWereWritten(Gen gen) {
        for (Family<?, ?, ?> family : Families.ALL) {
            for (Class<?> state : Values.of(family.states())) {
                Snapshot snapshot = snapshot(gen, family, state);
                byte[] json = SnapshotJson.write(family.type(), snapshot).getBytes(UTF_8);
                assertThat(SnapshotJson.read(family.type(), snapshot.stream(), json))
                        .isEqualTo(snapshot);
            }
        }
    }

    @Seeded
    void repliesAreReadAsTheyWereWritten(Gen gen) {
        for (Family<?, ?, ?> family : Families.ALL) {
            for (Class<?> state : Values.of(family.states())) {
                for (Reply reply : replies(gen, snapshot(gen, family, state))) {
                    byte[] json = ReplyJson.write(family.type(), reply).getBytes(UTF_8);
                    assertThat(ReplyJson.read(Aggregates.BANK::named, json)).isEqualTo(reply);
                }
            }
        }
    }

    private static Snapshot snapshot(Gen gen, Family<?, ?, ?> family, Class<?> state) {
        var gateway = new ReplyTo.Gateway(gen.between(0, 7), gen.id());
        return new Snapshot(
                new StreamId("main", family.type().name(), gen.id()),
                new Values(gen).any(state),
                gen.number(),
                gen.text(),
                gen.time(),
                gen.time(),
                gen.pick(List.of(List.of(), List.of(new Waiter(gen.id(), gateway)))));
    }

    private static List<Reply> replies(Gen gen, Snapshot snapshot) {
        // An answer names its stream once, so its events are of that stream.
        var event = Envelopes.any(gen, snapshot.stream());
        return List.of(
                new Reply.Accepted(List.of(), snapshot, false),
                new Reply.Accepted(List.of(event, event), snapshot, gen.flag()),
                new Reply.Rejected(gen.pick(List.of(Rejection.Kind.values())), gen.text(), gen.text(), gen.flag()),
                new Reply.Conflict(gen.number(), gen.number(), gen.flag()),
                new Reply.KeyReused(),
                new Reply.Unavailable(gen.text()),
                new Reply.Unknown(),
                new Reply.Defect(gen.id()),
                new Reply.Running(snapshot));
    }
}
