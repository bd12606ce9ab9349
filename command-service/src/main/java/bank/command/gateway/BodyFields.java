package bank.command.gateway;

import bank.http.Faults;
import bank.money.Money;
import bank.wire.Ids;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields of a body, or of an object within it. Each is read by name and as what it must be; what is wrong goes to
 * the faults, and the value that is returned then means nothing. Read all fields, then call {@link #checkRest}.
 */
public final class BodyFields {

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");
    private static final int DECIMALS_MOST = 2;
    private static final BigDecimal AMOUNT_MOST = BigDecimal.TEN.pow(13);
    private static final int INTEGER_DIGITS_MOST = 14;
    private static final int LONG_DIGITS_MOST = 18;

    /** The greatest whole number that every reader of JSON reads exactly. */
    private static final long INTEGER_MOST = (1L << 53) - 1;

    private final Faults faults;
    private final JsonObject object;
    private final List<BodyFields> within = new ArrayList<>(0);

    /** Whether there is an object to be read at all; if not, that is the one fault. */
    private final boolean readable;

    private BodyFields(Faults faults, Optional<JsonObject> object) {
        this.faults = faults;
        this.readable = object.isPresent();
        this.object = object.orElseGet(() -> new JsonObject("", new LinkedHashMap<>()));
    }

    /** The fields of a body; an empty one has none. */
    public static BodyFields read(Buffer body, Faults faults) {
        return new BodyFields(faults, JsonObject.read(body, faults));
    }

    private void fault(String name, String detail) {
        if (readable) {
            faults.addInBody(object.pointer(name), detail);
        }
    }

    private Optional<Object> take(String name) {
        return Optional.ofNullable(object.fields().remove(name));
    }

    private void missing(String name) {
        fault(name, "It is missing");
    }

    /** A text of 1 to {@code most} characters, not all blank, if there is one. */
    public Optional<String> optionalText(String name, int most) {
        return object.fields().containsKey(name) ? Optional.of(text(name, most)) : Optional.empty();
    }

    /** A text of 1 to {@code most} characters, not all blank. */
    public String text(String name, int most) {
        Optional<Object> value = take(name);
        if (value.isEmpty()) {
            missing(name);
        } else if (!(value.get() instanceof String text)) {
            fault(name, "It must be a text");
        } else if (text.isBlank()) {
            fault(name, "It must not be empty");
        } else if (text.codePointCount(0, text.length()) > most) {
            fault(name, "It must have at most " + most + " characters");
        } else {
            return text;
        }
        return "";
    }

    /** An id that must be there. */
    public String id(String name) {
        if (!object.fields().containsKey(name)) {
            missing(name);
        }
        return optionalId(name).orElse("");
    }

    public Optional<String> optionalId(String name) {
        Optional<Object> value = take(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof String text && Ids.FORM.matcher(text).matches()) {
            return Optional.of(text);
        }
        fault(name, "It must be an id: 1 to 64 letters, digits, - and _, the first a letter or a digit");
        return Optional.empty();
    }

    /** An amount that moves. */
    public Money positiveAmount(String name) {
        if (!object.fields().containsKey(name)) {
            missing(name);
            return Money.ZERO;
        }
        Optional<Money> amount = optionalAmount(name);
        if (amount.isPresent() && !amount.get().isPositive()) {
            fault(name, "Amount must be positive");
        }
        return amount.orElse(Money.ZERO);
    }

    /** An amount of either sign: a number, or a text that is a decimal number. */
    public Optional<Money> optionalAmount(String name) {
        Optional<Object> value = take(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof BigDecimal number) {
            return amount(name, number);
        }
        if (value.get() instanceof String text && DECIMAL.matcher(text).matches()) {
            return amount(name, new BigDecimal(text));
        }
        fault(name, "It must be a number, or a text that is a decimal number");
        return Optional.empty();
    }

    private Optional<Money> amount(String name, BigDecimal number) {
        if (number.scale() > DECIMALS_MOST) {
            fault(name, "It must have at most two decimals");
            return Optional.empty();
        }
        // The digits first: to compare a number like 1e999999999 is cheap, to write it out is not.
        if ((long) number.precision() - number.scale() > INTEGER_DIGITS_MOST
                || number.abs().compareTo(AMOUNT_MOST) > 0) {
            fault(name, "It must be at most " + AMOUNT_MOST.toPlainString());
            return Optional.empty();
        }
        return Optional.of(new Money(number));
    }

    /** An amount that may be nothing and is never less, like a price. */
    public Money amountNotNegative(String name) {
        if (!object.fields().containsKey(name)) {
            missing(name);
            return Money.ZERO;
        }
        Optional<Money> amount = optionalAmount(name);
        if (amount.isPresent() && amount.get().isNegative()) {
            fault(name, "It must not be negative");
        }
        return amount.orElse(Money.ZERO);
    }

    /** A whole number from 0 on that everybody reads exactly, like an id that others give. */
    public long number(String name) {
        return number(name, 0, INTEGER_MOST);
    }

    /** A whole number that must be there. */
    public long number(String name, long least, long most) {
        Optional<Object> value = take(name);
        if (value.isEmpty()) {
            missing(name);
            return least;
        }
        OptionalLong number = whole(value.get());
        if (number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most) {
            return number.getAsLong();
        }
        fault(name, "It must be a whole number from " + least + " to " + most);
        return least;
    }

    /** A version that an aggregate may have, 0 for one that is not there. */
    public OptionalLong version(String name) {
        Optional<Object> value = take(name);
        OptionalLong number = value.map(BodyFields::whole).orElse(OptionalLong.empty());
        if (value.isPresent() && (number.isEmpty() || number.getAsLong() < 0)) {
            fault(name, "It must be a whole number, 0 or more");
            return OptionalLong.empty();
        }
        return number;
    }

    private static OptionalLong whole(Object value) {
        return value instanceof BigDecimal number
                        && number.scale() <= 0
                        && (long) number.precision() - number.scale() <= LONG_DIGITS_MOST
                ? OptionalLong.of(number.longValueExact())
                : OptionalLong.empty();
    }

    /** One of the words that an enum shows itself as. */
    public <E extends Enum<E>> E word(String name, Class<E> words) {
        Optional<Object> value = take(name);
        List<E> all = List.of(words.getEnumConstants());
        Optional<E> found = all.stream()
                .filter(word -> value.filter(word.toString()::equals).isPresent())
                .findFirst();
        if (value.isEmpty()) {
            missing(name);
        } else if (found.isEmpty()) {
            fault(name, "It must be one of " + all.stream().map(Enum::toString).collect(Collectors.joining(", ")));
        }
        return found.orElse(all.getFirst());
    }

    /** The fields of an object within this one. Its own rest is checked with that of this one. */
    public BodyFields object(String name) {
        Optional<Object> value = take(name);
        Optional<JsonObject> found = value.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
        if (value.isEmpty()) {
            missing(name);
        } else if (found.isEmpty()) {
            fault(name, "It must be an object");
        }
        var fields = new BodyFields(faults, found);
        within.add(fields);
        return fields;
    }

    /** What nobody asked for is a fault too. */
    public void checkRest() {
        object.fields().keySet().forEach(name -> fault(name, "There is no such field"));
        within.forEach(BodyFields::checkRest);
    }
}
