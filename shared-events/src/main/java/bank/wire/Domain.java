package bank.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The aggregate types of one system: those that its topics hold, its processors decide on and its views show. */
public final class Domain {

    private final List<AggregateType<?, ?, ?>> types;
    private final Map<String, AggregateType<?, ?, ?>> byName;

    private Domain(List<AggregateType<?, ?, ?>> types) {
        this.types = List.copyOf(types);
        // Two of one name would share topics: that is an error here and not when somebody reads them.
        this.byName = types.stream().collect(Collectors.toUnmodifiableMap(AggregateType::name, Function.identity()));
    }

    public static Domain of(AggregateType<?, ?, ?>... types) {
        return new Domain(Arrays.asList(types));
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
