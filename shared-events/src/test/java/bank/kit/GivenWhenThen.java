package bank.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import bank.es.Command;
import bank.es.Decider;
import bank.es.Event;
import bank.es.Outcome;
import bank.es.Rejection;
import bank.es.Saga;
import bank.es.Send;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a decider as sentences: given these events, when this command comes, then those events follow.
 *
 * @param <C> its commands
 * @param <E> its events
 * @param <S> its states
 */
public final class GivenWhenThen<C extends Command, E extends Event, S> {

    private final Decider<C, E, S> decider;

    public GivenWhenThen(Decider<C, E, S> decider) {
        this.decider = decider;
    }

    /** The aggregate after its events; none at all means that there is no such aggregate yet. */
    @SafeVarargs
    public final Given given(E... events) {
        S state = decider.initial();
        for (E event : events) {
            state = decider.evolve(state, event);
        }
        return new Given(state);
    }

    /** An aggregate with a history. */
    public final class Given {

        private final S state;

        private Given(S state) {
            this.state = state;
        }

        public When when(C command) {
            return new When(state, decider.decide(state, command));
        }

        /** That this command is a defect here: no other part of the system can have sent it. */
        public void whenImpossible(C command) {
            assertThatIllegalStateException().isThrownBy(() -> decider.decide(state, command));
        }

        /** That no history of the decider's own goes on so. */
        public void cannotBeFollowedBy(E event) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> decider.evolve(state, event))
                    .withMessageContaining(event.getClass().getSimpleName() + " cannot follow");
        }

        public void isNow(S expected) {
            assertThat(state).isEqualTo(expected);
        }
    }

    /** A command's outcome, to be looked at. */
    public final class When {

        private final S before;
        private final Outcome<E> outcome;

        private When(S before, Outcome<E> outcome) {
            this.before = before;
            this.outcome = outcome;
        }

        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Then then(E... events) {
            assertThat(outcome).isEqualTo(new Outcome.Accepted<>(List.of(events)));
            return new Then(before, List.of(events));
        }

        /** Accepted, as it had its effect before: nothing happens. */
        public void thenNothing() {
            assertThat(outcome).isEqualTo(new Outcome.Accepted<E>(List.of()));
        }

        public void thenRefused(Rejection rejection) {
            assertThat(outcome).isEqualTo(new Outcome.Rejected<E>(rejection));
        }

        /** Refused with these very words. */
        public void thenRefused(String sentence) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Rejected.class,
                            refused ->
                                    assertThat(refused.rejection().sentence()).isEqualTo(sentence));
        }
    }

    /** The events that a command made, and what comes of them. */
    public final class Then {

        private S state;
        private final List<Send> sends = new ArrayList<>();

        private Then(S before, List<E> events) {
            state = before;
            for (E event : events) {
                state = decider.evolve(state, event);
                if (decider instanceof Saga<C, E, S> saga) {
                    sends.addAll(saga.react(state, event));
                }
            }
        }

        /** These commands go out, in this order; none where none is named. */
        public Then thenSends(Send... expected) {
            assertThat(sends).containsExactly(expected);
            return this;
        }

        public Then thenIs(S expected) {
            assertThat(state).isEqualTo(expected);
            return this;
        }
    }
}
