package bank.wire;

import bank.letter.Letter;
import bank.letter.LetterCommand;
import bank.letter.LetterDecider;
import bank.letter.LetterEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The aggregate types of one system: those that its topics hold, its processors decide on and its views show. What
 * operators decide on dead letters is one of them in every system.
 */
public final class Domain {

    /** What operators decide on dead letters. */
    public static final AggregateType<LetterCommand, LetterEvent, Letter> LETTER = new AggregateType<>(
            "letter",
            new LetterDecider(),
            List.of(LetterCommand.Replay.class, LetterCommand.Discard.class),
            List.of(EventType.of(LetterEvent.LetterReplayed.class), EventType.of(LetterEvent.LetterDiscarded.class)),
            List.of(Letter.Open.class, Letter.Replayed.class, Letter.Discarded.class));

    private final List<AggregateType<?, ?, ?>> types;
    private final Map<String, AggregateType<?, ?, ?>> byName;

    private Domain(List<AggregateType<?, ?, ?>> types) {
        this.types = List.copyOf(types);
        // Two of one name would share topics: that is an error here and not when somebody reads them.
        this.byName = types.stream().collect(Collectors.toUnmodifiableMap(AggregateType::name, Function.identity()));
    }

    public static Domain of(AggregateType<?, ?, ?>... types) {
        return new Domain(Arrays.asList(types)).with(LETTER);
    }

    /** The same with one type more. */
    public Domain with(AggregateType<?, ?, ?> type) {
        return new Domain(Stream.concat(types.stream(), Stream.of(type)).toList());
    }

    public List<AggregateType<?, ?, ?>> types() {
        return types;
    }

    public List<String> names() {
        return types.stream().map(AggregateType::name).toList();
    }

    /** Those whose processor is the sagas'. */
    public List<AggregateType<?, ?, ?>> sagas() {
        return types.stream().filter(type -> type.saga().isPresent()).toList();
    }

    /** All others. */
    public List<AggregateType<?, ?, ?>> withoutSagas() {
        return types.stream().filter(type -> type.saga().isEmpty()).toList();
    }

    /** The aggregate type of that name; an unknown one is an error that names it. */
    public AggregateType<?, ?, ?> named(String name) {
        AggregateType<?, ?, ?> found = byName.get(name);
        if (found == null) {
            throw new UnknownTypeException("Unknown aggregate type: " + name);
        }
        return found;
    }
}
