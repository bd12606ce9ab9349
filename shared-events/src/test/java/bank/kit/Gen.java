package bank.kit;

import bank.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Values that follow from a seed, always the same. Not thread-safe. */
public final class Gen {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int FIRST_LETTERS = 62;
    private static final int ID_LENGTH_MOST = 64;
    private static final int HUGE_BITS = 512;
    private static final int CENTS = 2;
    private static final long SECONDS_OF_A_CENTURY = 3_155_760_000L;
    private static final int NANOS = 1_000_000_000;
    /** Texts that have broken other people's systems: wide, combined, turned, empty, quoted, and control characters. */
    private static final List<String> STRANGE_TEXTS = List.of(
            "",
            " ",
            "Łukasz Žižek",
            "山田太郎",
            "👩‍👩‍👧‍👦",
            "e\u0301",
            "\u202Eesrever",
            "\"quoted\" \\ back",
            "a\nb\tc",
            "\u0000\u001F",
            "null",
            "NaN",
            "'; DROP TABLE",
            "\uFEFFbom",
            "𝕳𝖊𝖑𝖑𝖔",
            "شركة");

    private final long seed;
    private final RandomGenerator random;

    public Gen(long seed) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public long seed() {
        return seed;
    }

    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** True once in so many times. */
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    /** An amount of at most so many units, with cents, more than nothing. */
    public Money amount(int most) {
        return new Money(BigDecimal.valueOf(random.nextLong(1, most * 100L + 1), CENTS));
    }

    /** An amount of any size that a person may think of and far more, never negative. */
    public Money hugeAmount() {
        return switch (random.nextInt(4)) {
            case 0 -> Money.ZERO;
            case 1 -> Money.of("10000000000000");
            case 2 -> new Money(new BigDecimal(new BigInteger(between(1, HUGE_BITS), bits()), CENTS));
            default -> amount(1000);
        };
    }

    private java.util.Random bits() {
        return java.util.Random.from(random);
    }

    /** A text of any characters, sometimes a strange one. */
    public String text() {
        if (onceIn(2)) {
            return pick(STRANGE_TEXTS);
        }
        var text = new StringBuilder();
        int length = between(1, 40);
        while (text.length() < length) {
            int point = random.nextInt(Character.MAX_CODE_POINT + 1);
            if (Character.isDefined(point) && Character.getType(point) != Character.SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }

    /** An id of the contract's form, up to its longest. */
    public String id() {
        var id = new StringBuilder();
        id.append(ALPHABET.charAt(random.nextInt(FIRST_LETTERS)));
        int length = onceIn(8) ? ID_LENGTH_MOST : between(1, 24);
        while (id.length() < length) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    public long number() {
        return onceIn(4) ? Long.MAX_VALUE : random.nextLong(1, 1_000_000);
    }

    /** A moment of this century, to the nanosecond. */
    public Instant time() {
        return Instant.ofEpochSecond(random.nextLong(SECONDS_OF_A_CENTURY), random.nextInt(NANOS));
    }

    public boolean flag() {
        return random.nextBoolean();
    }
}
