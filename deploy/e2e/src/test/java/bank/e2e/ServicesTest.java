package bank.e2e;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.kit.Architecture;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No service knows another; it is looked at here, where the classes of all of them are seen. */
class ServicesTest {

    private static final JavaClasses ALL = new ClassFileImporter().importPackages("bank");

    static Stream<ArchRule> ours() {
        return new Architecture("bank").noServiceKnowsAnother().stream();
    }

    static Stream<ArchRule> wrong() {
        return new Architecture("bank.wrong").noServiceKnowsAnother().stream();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void ourServicesKeepTheRule(ArchRule rule) {
        rule.check(ALL);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void theRuleFindsWhatBreaksIt(ArchRule rule) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rule.check(ALL))
                .withMessageContaining("was violated");
    }
}
