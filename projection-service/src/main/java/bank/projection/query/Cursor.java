package bank.projection.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.http.QueryParameters;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a list goes on, as callers see it: opaque, and only good for the list that it comes from.
 *
 * @param list the list's name
 */
public record Cursor(String list) {

    /** The cursor of a place in the list. */
    public String at(byte[] place) {
        byte[] name = (list + "/").getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(name, name.length + place.length);
        System.arraycopy(place, 0, whole, name.length, place.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** The place that a parameter names, if it is given; a text that is no cursor of this list is a fault. */
    public Optional<byte[]> read(QueryParameters parameters, String parameter, Predicate<byte[]> form) {
        Optional<String> text = parameters.text(parameter);
        Optional<byte[]> place = text.flatMap(this::place).filter(form);
        return text.isPresent() && place.isEmpty()
                ? parameters.fault(parameter, "It must be a cursor that an earlier answer to this query gave")
                : place;
    }

    private Optional<byte[]> place(String text) {
        byte[] name = (list + "/").getBytes(UTF_8);
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text);
            return Arrays.equals(name, 0, name.length, whole, 0, Math.min(name.length, whole.length))
                    ? Optional.of(Arrays.copyOfRange(whole, name.length, whole.length))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
