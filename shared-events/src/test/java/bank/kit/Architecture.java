package bank.kit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may know whom, as rules over the packages under {@code root}: {@code bank} itself, or the classes made wrong on
 * purpose that prove that each rule can fail. A rule that finds no class at all fails too.
 */
public record Architecture(String root) {

    private static final List<String> SERVICES = List.of("command", "projection", "saga");
    private static final List<String> DOMAINS = List.of("account", "transfer", "person", "order");
    private static final List<String> OF_THE_BANK =
            List.of("Words", "Families", "Ledger", "TestKafka", "TransferStory", "World");
    private static final List<String> LIBRARY =
            List.of("es", "wire", "personal", "processor", "verify", "http", "host", "metrics", "trace");

    /** The domain: plain Java, each package with the few others that it may know. */
    public List<ArchRule> domain() {
        return List.of(
                knowsOnly("money", "money"),
                knowsOnly("es", "es"),
                knowsOnly("account", "account", "es", "money"),
                knowsOnly("transfer", "transfer", "es", "money", "account"),
                knowsOnly("person", "person", "es"),
                knowsOnly("order", "order", "es", "money"),
                knowsOnly("letter", "letter", "es"));
    }

    private ArchRule knowsOnly(String name, String... known) {
        return classes()
                .that()
                .resideInAPackage(in(name))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(Stream.concat(
                                Stream.of("java..", "org.jspecify.annotations"),
                                Stream.of(known).map(this::in))
                        .toArray(String[]::new)))
                .as(name + " knows the JDK and no more of the bank than " + String.join(", ", known));
    }

    /** A transfer asks accounts by their commands, and does not look into them. */
    public ArchRule transfersDoNotLookIntoAccounts() {
        return noClasses()
                .that()
                .resideInAPackage(in("transfer"))
                .should()
                .dependOnClassesThat(resideInAPackage(in("account")).and(not(whatAnAccountShows())))
                .as("transfer knows an account's commands and rules only");
    }

    private DescribedPredicate<JavaClass> whatAnAccountShows() {
        String accounts = root + ".account.Account";
        return DescribedPredicate.describe(
                "a command or rule of an account",
                type -> type.getName().startsWith(accounts + "Command")
                        || type.getName().startsWith(accounts + "Rule"));
    }

    /** What carries the records knows nothing of who uses it. */
    public ArchRule theWireKnowsNoUser() {
        return noClasses()
                .that()
                .resideInAPackage(in("wire"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("processor"), in("http"), in("personal"), in("service"), in("host"))
                .as("wire knows none of those who use it");
    }

    /** What a system's aggregate types are it hears from whoever starts it. */
    public ArchRule theLibraryKnowsNoAggregate() {
        return noClasses()
                .that()
                .resideInAnyPackage(LIBRARY.stream().map(this::in).toArray(String[]::new))
                .should()
                .dependOnClassesThat(theBanks())
                .as("the library under the bank knows none of the bank's aggregates");
    }

    /** Whoever tests another domain takes the kit as it is; what speaks of the bank's own is named here. */
    public ArchRule theKitKnowsNoAggregate() {
        return noClasses()
                .that(resideInAPackage(in("kit")).and(not(ofTheBank())))
                .should()
                .dependOnClassesThat(theBanks())
                .as("the kit knows no aggregate, but where it speaks of the bank");
    }

    /** Its aggregates, and the register of them. */
    private DescribedPredicate<JavaClass> theBanks() {
        return resideInAnyPackage(DOMAINS.stream().map(this::in).toArray(String[]::new))
                .or(resideInAPackage(root));
    }

    private static DescribedPredicate<JavaClass> ofTheBank() {
        return DescribedPredicate.describe("of the bank", type -> {
            String outermost = type.getName().replaceFirst("\\$.*", "");
            return OF_THE_BANK.stream().anyMatch(outermost::endsWith);
        });
    }

    public ArchRule packagesHaveNoCycles() {
        return SlicesRuleDefinition.slices()
                .matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .as("packages have no cycles");
    }

    /** A rule for each pair of services, and one for each and those that host it. */
    public List<ArchRule> noServiceKnowsAnother() {
        List<ArchRule> rules = new ArrayList<>();
        for (String service : SERVICES) {
            String[] others = Stream.concat(SERVICES.stream(), Stream.of("standalone", "bench", "broker"))
                    .filter(other -> !other.equals(service))
                    .map(this::in)
                    .toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(in(service))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .as(service + " knows no other service and nobody who hosts it"));
        }
        return rules;
    }

    private String in(String name) {
        return root + "." + name + "..";
    }
}
