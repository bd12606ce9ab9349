package bank.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the person asked for on the command line.
 *
 * @param quick whether a first impression in a minute or two is enough
 * @param rounds how often each system is measured
 * @param parts what is measured
 * @param events how many events the history has that is read
 * @param json where the figures go as JSON
 * @param bank the file {@code ./bank}, if the starts of the bank are to be those that a person sees
 * @param port the first of four ports that the systems under test use
 */
record Options(boolean quick, int rounds, Set<Part> parts, int events, Path json, Optional<Path> bank, int port) {

    static final String HELP = """
            ./bank bench [--quick] [--rounds N] [--only PART | --cluster] [--events N] [--json FILE] [--bank FILE]
                         [--port N]

              --quick     one short round: a first impression, not a measurement
              --rounds N  how often each system is measured in turn (3); the figures are the medians
              --only PART deposits, transfers, start, idle, verify, views, encryption, metrics, size or feed;
                          may be given more than once
              --cluster   the cluster of the compose file beside the standalone, with Docker: their load, and how long
                          callers wait when an instance or a broker goes
              --events N  how many events are read where a history is read (1000000)
              --json FILE where the figures go as JSON (bench.json)
              --bank FILE what starts the bank where starts and idleness are measured (./bank of this folder)
              --port N    the first of four ports that are used, on 127.0.0.1 (18400)
            """;

    private static final int ROUNDS = 3;
    private static final int ROUNDS_MOST = 99;
    private static final int EVENTS = 1_000_000;
    private static final int EVENTS_QUICK = 50_000;
    private static final int EVENTS_LEAST = 10_000;
    /** More accounts than they have do not fit into a request of the load generator. */
    private static final int EVENTS_MOST = 10_000_000;

    private static final int PORT = 18_400;
    private static final int PORT_LEAST = 1_024;
    private static final int PORT_MOST = 65_000;

    /**
     * Understands the command line.
     *
     * @throws IllegalArgumentException with a sentence for the person
     */
    static Options parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        int rounds = quick ? 1 : ROUNDS;
        Set<Part> parts = EnumSet.noneOf(Part.class);
        int events = quick ? EVENTS_QUICK : EVENTS;
        Path json = Path.of("bench.json");
        Optional<Path> bank = Optional.empty();
        int port = PORT;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--quick" -> {}
                case "--rounds" -> rounds = number(option, value(option, rest), 1, ROUNDS_MOST);
                case "--cluster" -> parts.addAll(Part.CLUSTERED);
                case "--only" -> parts.add(part(value(option, rest)));
                case "--events" -> events = number(option, value(option, rest), EVENTS_LEAST, EVENTS_MOST);
                case "--json" -> json = Path.of(value(option, rest));
                case "--bank" -> bank = Optional.of(Path.of(value(option, rest)));
                case "--port" -> port = number(option, value(option, rest), PORT_LEAST, PORT_MOST);
                default -> throw new IllegalArgumentException("There is no option " + option + ".");
            }
        }
        return new Options(quick, rounds, parts.isEmpty() ? Part.USUAL : parts, events, json, bank, port);
    }

    /** What starts the bank as a whole. */
    List<String> bankCommand() {
        return bank.map(file -> List.of(file.toString(), "start")).orElseGet(Subject.BANK::command);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return rest.next();
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, not " + value + ".", e);
        }
        throw new IllegalArgumentException(option + " must be from " + least + " to " + most + ".");
    }

    private static Part part(String name) {
        return Part.USUAL.stream()
                .filter(part -> lowerCase(part).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--only takes "
                        + Part.USUAL.stream().map(Options::lowerCase).collect(Collectors.joining(", "))
                        + ", not " + name + "."));
    }

    private static String lowerCase(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
