package bank.style;

import java.util.List;
import java.util.Set;

/**
 * What our sources must not say, what to say instead, and the few files that may.
 *
 * @param uses the calls, types or annotations, as they stand in the source
 * @param remedy what to do instead
 * @param mayUse the ends of the paths that are not looked at: the edges of the system
 */
record Banned(Set<String> uses, String remedy, List<String> mayUse) {

    private static final String TESTS = "/src/test/";

    static final List<Banned> ALL = List.of(
            new Banned(
                    Set.of("Instant.now", "System.currentTimeMillis", "Clock.systemUTC", "LocalDate.now", "new Date"),
                    "Times come in with the command; at an edge take a java.time.InstantSource.",
                    List.of("/standalone/", "/bench/", TESTS)),
            new Banned(
                    Set.of("InstantSource.system"),
                    "Only where a process is put together is the clock taken; from there on it is handed in.",
                    List.of(
                            "/command/CommandService.java",
                            "/projection/ProjectionService.java",
                            "/processor/Processor.java",
                            "/standalone/",
                            "/bench/")),
            new Banned(
                    Set.of("UUID.randomUUID", "Math.random", "new Random", "ThreadLocalRandom.current"),
                    "Ids come from Ids.random at an edge or Ids.derived; in tests values come from Gen.",
                    List.of("/bench/", "/kit/Gen.java")),
            new Banned(
                    Set.of("new SecureRandom"),
                    "Ids come from Ids.random; keys are made in bank.personal.",
                    List.of("/wire/Ids.java", "/personal/MasterKey.java", "/personal/WrappedKey.java")),
            new Banned(
                    Set.of(
                            "Thread.sleep",
                            "TimeUnit.SECONDS.sleep",
                            "TimeUnit.MILLISECONDS.sleep",
                            "LockSupport.parkNanos"),
                    "Wait for what you wait for: a future, a queue with a time limit, in tests Awaitility.",
                    List.of("/bench/src/main/")),
            new Banned(
                    Set.of("System.out", "System.err"),
                    "Log with SLF4J; only what a person started at a terminal speaks to it.",
                    List.of("/standalone/", "/bench/", "/host/Host.java")),
            new Banned(Set.of("@Disabled", "@Ignore"), "A test that cannot run is mended or deleted.", List.of()));

    /** Where amounts of money are: in the domain, and wherever else Money is imported. */
    static final List<String> NEAR_MONEY =
            List.of("/bank/money/", "/bank/account/", "/bank/transfer/", "/bank/order/", "/bank/wire/");

    static final Set<String> BINARY_FLOATS = Set.of("double", "float", "Double", "Float", "doubleValue", "floatValue");

    static final String FLOAT_REMEDY = "Amounts are Money or BigDecimal, never a binary float.";

    boolean appliesTo(String path) {
        return mayUse.stream().noneMatch(path::contains);
    }
}
