package bank.kit;

import bank.es.Command;
import bank.es.Decider;
import bank.es.Event;
import bank.es.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The streams of one aggregate type in memory, and the states that they fold into. */
final class Streams<C extends Command, E extends Event, S> {

    private final Decider<C, E, S> decider;
    private final Map<String, List<E>> events = new TreeMap<>();
    private final Map<String, S> states = new TreeMap<>();

    Streams(Decider<C, E, S> decider) {
        this.decider = decider;
    }

    Outcome<E> decide(String id, C command) {
        return decider.decide(state(id), command);
    }

    void append(String id, E event) {
        states.put(id, decider.evolve(state(id), event));
        events.computeIfAbsent(id, _ -> new ArrayList<>()).add(event);
    }

    S state(String id) {
        return states.getOrDefault(id, decider.initial());
    }

    List<E> events(String id) {
        return List.copyOf(events.getOrDefault(id, List.of()));
    }

    long version(String id) {
        return events(id).size();
    }

    Map<String, S> states() {
        return Map.copyOf(states);
    }
}
