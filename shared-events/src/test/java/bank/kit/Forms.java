package bank.kit;

import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Command;
import bank.es.Personal;
import bank.money.Money;
import bank.wire.AggregateType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of every state and command, approved in one file with a line for each version of each: snapshots, views and
 * topics hold them. A new line is added by a run with {@code BANK_APPROVE=true}; an approved one never changes.
 */
public record Forms(Path file) {

    /** Records that stand as one text or number. */
    private static final Set<Class<?>> ONE_VALUE = Set.of(Money.class, Personal.class);

    /** That no form has changed but with a new version. */
    public void check(List<Family<?, ?, ?>> families) {
        var approved = new TreeMap<String, String>();
        List<String> now = families.stream().flatMap(Forms::forms).toList();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                approved.put(line.substring(0, line.indexOf(" = ")), line);
            }
            if (Golden.APPROVE) {
                now.forEach(line -> approved.putIfAbsent(line.substring(0, line.indexOf(" = ")), line));
                Files.write(file, approved.values());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(approved.values())
                .as("The form of what topics and views hold has changed, or is new. Give it an upcaster, an identity"
                        + " where old JSON can be read as it is, and approve the new line with BANK_APPROVE=true")
                .containsAll(now);
    }

    private static <C extends Command, S> Stream<String> forms(Family<C, ?, S> family) {
        AggregateType<C, ?, S> type = family.type();
        return Stream.concat(
                Values.of(family.commands()).stream()
                        .map(command ->
                                type.name() + " command " + type.commands().nameOf(command) + fields(command)),
                Values.of(family.states()).stream()
                        .map(state -> type.name() + " state " + type.states().nameOf(state) + fields(state)));
    }

    private static String fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(Forms::field)
                .collect(Collectors.joining(", ", " = {", "}"));
    }

    private static String field(RecordComponent field) {
        return field.getName() + ": " + describe(field.getGenericType());
    }

    private static String describe(Type type) {
        if (type instanceof ParameterizedType generic) {
            return describe(generic.getRawType())
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(Forms::describe)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() && !ONE_VALUE.contains(plain)
                ? plain.getSimpleName() + fields(plain).replace(" = ", " ")
                : plain.getSimpleName();
    }
}
