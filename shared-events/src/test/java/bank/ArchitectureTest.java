package bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.kit.Architecture;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom in this module; that no service knows another is looked at where all are seen, in deploy/e2e. */
class ArchitectureTest {

    private static final JavaClasses OURS =
            new ClassFileImporter().importPaths(Path.of("target/classes"), Path.of("target/test-classes/bank/kit"));
    private static final JavaClasses WRONG = new ClassFileImporter().importPackages("bank.wrong");
    private static final JavaClasses NONE = new ClassFileImporter().importClasses();

    private static Stream<ArchRule> rules(String root) {
        var architecture = new Architecture(root);
        return Stream.concat(
                architecture.domain().stream(),
                Stream.of(
                        architecture.transfersDoNotLookIntoAccounts(),
                        architecture.theWireKnowsNoUser(),
                        architecture.theLibraryKnowsNoAggregate(),
                        architecture.theKitKnowsNoAggregate(),
                        architecture.packagesHaveNoCycles()));
    }

    static Stream<ArchRule> ours() {
        return rules("bank");
    }

    static Stream<ArchRule> wrong() {
        return rules("bank.wrong");
    }

    @Test
    void theClassesAreRead() {
        assertThat(OURS).hasSizeGreaterThan(100);
        assertThat(List.of("es", "money", "account", "transfer", "person", "order", "wire", "processor"))
                .allMatch(name -> OURS.containPackage("bank." + name));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void ourClassesKeepTheRule(ArchRule rule) {
        rule.check(OURS);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void theRuleFindsWhatBreaksIt(ArchRule rule) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rule.check(WRONG))
                .withMessageContaining("was violated");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void aRuleOverNothingFails(ArchRule rule) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rule.check(NONE));
    }
}
