package bank.kit;

import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The seeds of a {@link Seeded} test. */
final class Seeds implements ArgumentsProvider, AnnotationConsumer<Seeded> {

    private int count = 1;

    @Override
    public void accept(Seeded seeded) {
        count = seeded.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        LongStream seeds = asked("bank.seed", "BANK_SEED")
                .map(LongStream::of)
                .orElseGet(() -> LongStream.rangeClosed(
                        1, asked("bank.seeds", "BANK_SEEDS").orElse((long) count)));
        return seeds.mapToObj(seed -> Arguments.of(Named.of(Long.toString(seed), new Gen(seed))));
    }

    private static Optional<Long> asked(String property, String variable) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .map(Long::valueOf);
    }
}
