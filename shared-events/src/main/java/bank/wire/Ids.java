package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Ids: random, or derived from what a caller sent, so that a repeat of a request finds the same aggregate. */
public final class Ids {

    /** What an id may look like. */
    public static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final int BYTES = 10;
    private static final int LENGTH = 16;
    private static final int RADIX = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new id of 80 random bits behind the prefix. */
    public static String random(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + text(bytes);
    }

    /** The id behind the prefix that follows from {@code parts}, always the same. */
    public static String derived(String prefix, String... parts) {
        byte[] digest = HashChain.sha256().digest(String.join("\n", parts).getBytes(UTF_8));
        return prefix + text(Arrays.copyOf(digest, BYTES));
    }

    private static String text(byte[] bytes) {
        String digits = new BigInteger(1, bytes).toString(RADIX);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }
}
