package bank.wire;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings as the environment gives them, each checked when it is read. */
public final class Environment {

    private static final Pattern NAME = Pattern.compile("(?!\\.+$)[a-zA-Z0-9._-]{1,150}");

    private static final String NAME_FORM =
            "1 to 150 of the characters a-z, A-Z, 0-9, \".\", \"_\" and \"-\", and not dots alone";

    private static final String PREFIX = "BANK_";

    /** What {@code ./bank} itself reads. */
    private static final Set<String> OF_THE_COMMAND = Set.of("BANK_SYSTEM", "BANK_CLASSPATH");

    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** This environment with one setting changed. */
    public Environment with(Setting setting, String value) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.put(setting.variable(), value);
        return new Environment(changed);
    }

    /** Whether somebody set it to anything. */
    public boolean has(Setting setting) {
        return !variables.getOrDefault(setting.variable(), "").isBlank();
    }

    public String text(Setting setting) {
        String value = variables.getOrDefault(setting.variable(), "").strip();
        return value.isEmpty() ? setting.defaultValue() : value;
    }

    public Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(text -> !text.isEmpty());
    }

    /** A name that Kafka takes, and that leaves room for what is put before and behind it. */
    public String name(Setting setting) {
        String name = text(setting);
        if (!NAME.matcher(name).matches()) {
            throw wrong(setting, NAME_FORM);
        }
        return name;
    }

    /** The same where none needs to be set. */
    public Optional<String> optionalName(Setting setting) {
        return has(setting) ? Optional.of(name(setting)) : Optional.empty();
    }

    public Path path(Setting setting) {
        return Path.of(text(setting)).toAbsolutePath().normalize();
    }

    /** The parts between commas, each of which matches the pattern; {@code form} says how in the sentence. */
    public List<String> list(Setting setting, Pattern pattern, String form) {
        List<String> parts = List.of(text(setting).split("\\s*,\\s*"));
        if (!parts.stream().allMatch(part -> pattern.matcher(part).matches())) {
            throw wrong(setting, form);
        }
        return parts;
    }

    /** One of the words. */
    public String word(Setting setting, String... words) {
        String word = text(setting);
        if (!List.of(words).contains(word)) {
            throw wrong(setting, String.join(" or ", words));
        }
        return word;
    }

    public boolean flag(Setting setting) {
        return switch (text(setting)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(setting, "true or false");
        };
    }

    /** A whole number within the bounds. */
    public int number(Setting setting, int least, int most) {
        try {
            int number = Integer.parseInt(text(setting));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(setting, "a whole number from " + least + " to " + most);
        }
        throw wrong(setting, "a whole number from " + least + " to " + most);
    }

    private SettingException wrong(Setting setting, String form) {
        String value = setting.secret() ? "something else" : "\"" + text(setting) + "\"";
        return new SettingException(setting.variable() + " must be " + form + ", but is " + value + ".");
    }

    /** A line per setting, with what is in effect, secrets masked. */
    public List<String> effective() {
        return Stream.of(Setting.values()).map(this::line).toList();
    }

    /** The same of those that somebody set. */
    public List<String> changed() {
        return Stream.of(Setting.values()).filter(this::has).map(this::line).toList();
    }

    private String line(Setting setting) {
        return setting.variable() + "=" + shown(setting);
    }

    /** What is in effect, to be seen by anybody. */
    public String shown(Setting setting) {
        return setting.secret() && has(setting) ? "***" : text(setting);
    }

    /** The variables that look like settings and are none: they have no effect, and somebody meant them to. */
    public List<String> unknown() {
        Set<String> known = Stream.of(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
        return variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name) && !OF_THE_COMMAND.contains(name))
                .sorted()
                .toList();
    }
}
