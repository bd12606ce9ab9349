package bank.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An HTTP request whose bytes are made once and in which only the accounts' numbers change, so that a request costs the
 * load generator next to nothing. In its text {@code {one}} and {@code {other}} stand for two different accounts.
 */
final class RequestTemplate {

    /** An account's number always has so many digits, so that a request's length does not change. */
    static final int DIGITS = 6;

    private static final Pattern PLACE = Pattern.compile("\\{(one|other)}");
    private static final int TEN = 10;

    private final byte[] bytes;
    private final List<Place> places = new ArrayList<>();

    private record Place(int offset, boolean other) {}

    RequestTemplate(String path, String body) {
        String zeros = "0".repeat(DIGITS);
        int length = PLACE.matcher(body).replaceAll(zeros).length();
        String text = String.format(
                Locale.ROOT,
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
                path,
                length,
                body);
        var request = new StringBuilder();
        int end = 0;
        for (MatchResult place : PLACE.matcher(text).results().toList()) {
            request.append(text, end, place.start());
            places.add(new Place(request.length(), "other".equals(place.group(1))));
            request.append(zeros);
            end = place.end();
        }
        bytes = request.append(text.substring(end)).toString().getBytes(US_ASCII);
    }

    /** A buffer to fill again and again. */
    ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).clear();
    }

    /** Writes two accounts' numbers into a buffer of this template, and makes it ready to be sent. */
    void fill(ByteBuffer buffer, int one, int other) {
        for (Place place : places) {
            int rest = place.other() ? other : one;
            for (int digit = DIGITS - 1; digit >= 0; digit--) {
                buffer.put(place.offset() + digit, (byte) ('0' + rest % TEN));
                rest /= TEN;
            }
        }
        buffer.clear();
    }
}
