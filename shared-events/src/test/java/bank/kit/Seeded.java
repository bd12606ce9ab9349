package bank.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A law: a test that takes a {@link Gen} and runs for many seeds, the same at every run. A failure says its seed;
 * {@code BANK_SEED=17} in the environment or {@code -Dbank.seed=17} runs that one alone, and {@code BANK_SEEDS=10000}
 * or {@code -Dbank.seeds=10000} as many as that.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed {0}")
@ArgumentsSource(Seeds.class)
@ExtendWith(SeedReport.class)
public @interface Seeded {

    /** How many seeds. */
    int value() default 100;
}
