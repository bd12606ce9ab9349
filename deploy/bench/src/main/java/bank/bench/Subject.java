package bank.bench;

import bank.bench.floor.Floor;
import bank.bench.machine.Children;
import bank.standalone.Standalone;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The systems that are measured side by side. */
enum Subject {
    FLOOR("floor", Floor.class, false),
    COMMAND_SIDE("command side alone", CommandSide.class, false),
    BANK("all services", Standalone.class, true);

    /** Those of this JVM, which {@code ./bank} gives to all that it starts. */
    static final List<String> JVM_OPTIONS = ManagementFactory.getRuntimeMXBean().getInputArguments();

    private final String title;
    private final Class<?> main;
    private final boolean transfers;

    Subject(String title, Class<?> main, boolean transfers) {
        this.title = title;
        this.main = main;
        this.transfers = transfers;
    }

    String title() {
        return title;
    }

    /** What starts it. */
    List<String> command() {
        return Children.java(main, JVM_OPTIONS);
    }

    /** Whether it can transfer. */
    boolean transfers() {
        return transfers;
    }
}
