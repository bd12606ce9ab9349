package bank.command.gateway;

import bank.http.Faults;
import bank.money.Money;
import bank.wire.Ids;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The fields of a body, a JSON object without nesting. Each is read by name and as what it must be; what is wrong goes
 * to the faults, and the value that is returned then means nothing. Read all fields, then call {@link #checkRest}.
 */
public final class BodyFields {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");
    private static final int DECIMALS_MOST = 2;
    private static final BigDecimal AMOUNT_MOST = BigDecimal.TEN.pow(13);
    private static final int INTEGER_DIGITS_MOST = 14;
    private static final int VERSION_DIGITS_MOST = 18;
    private static final int NAME_SHOWN_MOST = 64;

    /** Stands for what no field of ours can be: null, true, false, an object, an array. */
    private enum Other {
        VALUE
    }

    private final Faults faults;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private boolean readable = true;

    private BodyFields(Faults faults) {
        this.faults = faults;
    }

    /** The fields of a body; an empty one has none. */
    public static BodyFields read(Buffer body, Faults faults) {
        BodyFields fields = new BodyFields(faults);
        if (body.length() > 0) {
            try (JsonParser in = FACTORY.createParser(body.getBytes())) {
                fields.parse(in);
            } catch (IOException e) {
                fields.unreadable("The body is not valid JSON");
            }
        }
        return fields;
    }

    private void parse(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            unreadable("The body must be a JSON object");
            return;
        }
        String name;
        while ((name = in.nextFieldName()) != null) {
            if (fields.put(name, value(in)) != null) {
                faults.addInBody(pointer(name), "It is there twice");
            }
        }
        if (in.nextToken() != null) {
            unreadable("There is more behind the JSON object");
        }
    }

    private static Object value(JsonParser in) throws IOException {
        return switch (in.nextToken()) {
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in);
            case START_OBJECT, START_ARRAY -> {
                in.skipChildren();
                yield Other.VALUE;
            }
            default -> Other.VALUE;
        };
    }

    /** JSON has numbers whose exponent no number of ours can have; they are of no use, as other wrong values are. */
    private static Object number(JsonParser in) throws IOException {
        try {
            return in.getDecimalValue();
        } catch (NumberFormatException e) {
            return Other.VALUE;
        }
    }

    private void unreadable(String detail) {
        readable = false;
        faults.addInBody("", detail);
    }

    private static String pointer(String name) {
        return "/"
                + name.substring(0, Math.min(name.length(), NAME_SHOWN_MOST))
                        .replace("~", "~0")
                        .replace("/", "~1");
    }

    private void fault(String name, String detail) {
        if (readable) {
            faults.addInBody("/" + name, detail);
        }
    }

    private Optional<Object> take(String name) {
        return Optional.ofNullable(fields.remove(name));
    }

    private void missing(String name) {
        fault(name, "It is missing");
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
        if (!fields.containsKey(name)) {
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
        if (!fields.containsKey(name)) {
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

    /** A version that an aggregate may have, 0 for one that is not there. */
    public OptionalLong version(String name) {
        Optional<Object> value = take(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (value.get() instanceof BigDecimal number
                && number.signum() >= 0
                && number.scale() <= 0
                && (long) number.precision() - number.scale() <= VERSION_DIGITS_MOST) {
            return OptionalLong.of(number.longValueExact());
        }
        fault(name, "It must be a whole number, 0 or more");
        return OptionalLong.empty();
    }

    /** What nobody asked for is a fault too. */
    public void checkRest() {
        if (readable) {
            fields.keySet().forEach(name -> faults.addInBody(pointer(name), "There is no such field"));
        }
    }
}
