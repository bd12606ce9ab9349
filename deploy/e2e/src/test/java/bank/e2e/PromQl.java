package bank.e2e;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an expression of Prometheus asks for. */
record PromQl(String expression) {

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern CLAUSE =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** The names of the metrics in it. */
    Set<String> metrics() {
        String bare = TEXT.matcher(expression).replaceAll("");
        for (Pattern other : new Pattern[] {CLAUSE, MATCHERS, RANGE}) {
            bare = other.matcher(bare).replaceAll(" ");
        }
        return WORD.matcher(bare)
                .results()
                .map(word -> word.group())
                .filter(word -> !OPERATORS.contains(word))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The labels that it picks series by, or adds them up by. */
    Set<String> labels() {
        String bare = TEXT.matcher(expression).replaceAll("");
        Stream<String> picked = MATCHERS.matcher(bare)
                .results()
                .flatMap(matchers -> LABEL.matcher(matchers.group(1)).results())
                .map(label -> label.group(1));
        Stream<String> kept = CLAUSE.matcher(bare)
                .results()
                .flatMap(clause -> Arrays.stream(clause.group(1).split(",")))
                .map(String::strip);
        return Stream.concat(picked, kept).filter(label -> !label.isEmpty()).collect(Collectors.toSet());
    }
}
