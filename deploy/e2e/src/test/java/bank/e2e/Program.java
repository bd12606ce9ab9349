package bank.e2e;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a process runs: a main class with its arguments, from a class path.
 *
 * @param variables of its environment, beside the bank's settings
 */
record Program(String classPath, String main, List<String> arguments, Map<String, String> variables) {

    private static final String OURS = ClassArchive.withoutTests(System.getProperty("java.class.path"));

    /** The whole bank in one process. */
    static final Program BANK = new Program(OURS, "bank.standalone.Standalone", List.of(), Map.of());

    /** Another system, some classes of which are in that folder. */
    static Program of(Path classes, String main) {
        return new Program(OURS + File.pathSeparator + classes, main, List.of(), Map.of());
    }

    /** One service of it alone. */
    Program service(String name) {
        return with(name);
    }

    /** The same with these arguments. */
    Program with(String... given) {
        return new Program(classPath, main, List.of(given), variables);
    }

    /** The same in that environment. */
    Program within(Map<String, String> environment) {
        return new Program(classPath, main, arguments, environment);
    }
}
