package bank.kit;

import bank.es.Personal;
import bank.money.Money;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Any value of a record type of the domain, from a seed. */
public final class Values {

    private final Gen gen;

    public Values(Gen gen) {
        this.gen = gen;
    }

    /** The record types that a sealed type permits. */
    @SuppressWarnings("unchecked")
    public static <T> List<Class<? extends T>> of(Class<T> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .<Class<? extends T>>map(type -> (Class<? extends T>) type)
                .toList();
    }

    public <T> T any(Class<T> record) {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> any(component.getGenericType()))
                .toArray();
        try {
            Constructor<T> constructor = record.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Cannot make a " + record, e);
        }
    }

    private Object any(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type of = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class ? gen.maybe(() -> any(of)) : several(generic, of);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return gen.pick(List.of(plain.getEnumConstants()));
        }
        if (plain == String.class) {
            return gen.text();
        }
        if (plain == Money.class) {
            return gen.hugeAmount();
        }
        if (plain == Personal.class) {
            return new Personal(gen.text());
        }
        if (plain == OptionalLong.class) {
            return gen.flag() ? OptionalLong.of(gen.number()) : OptionalLong.empty();
        }
        return number(plain);
    }

    private Object number(Class<?> plain) {
        if (plain == int.class) {
            return gen.between(1, Integer.MAX_VALUE - 1);
        }
        if (plain == long.class) {
            return gen.number();
        }
        if (plain == boolean.class) {
            return gen.flag();
        }
        if (plain.isRecord()) {
            return any(plain);
        }
        throw new AssertionError("Say here how to make a " + plain);
    }

    private Object several(ParameterizedType generic, Type of) {
        int size = gen.between(0, 4);
        if (generic.getRawType() == SortedSet.class && of == String.class) {
            return Stream.generate(gen::id).limit(size).collect(Collectors.toCollection(TreeSet::new));
        }
        if (generic.getRawType() == List.class) {
            return Stream.generate(() -> any(of)).limit(size).toList();
        }
        throw new AssertionError("Say here how to make a " + generic);
    }
}
