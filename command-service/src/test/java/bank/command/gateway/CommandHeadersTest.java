package bank.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import bank.http.Faults;
import io.vertx.core.MultiMap;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandHeadersTest {

    private final Faults faults = new Faults();

    private static MultiMap headers(String name, String... values) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String value : values) {
            headers.add(name, value);
        }
        return headers;
    }

    @Test
    void ifMatchNamesOneVersion() {
        assertThat(CommandHeaders.ifMatch(headers("If-Match", "\"7\""), faults)).isEqualTo(OptionalLong.of(7));
        assertThat(CommandHeaders.ifMatch(headers("Accept", "x"), faults)).isEmpty();
        assertThat(faults.none()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "W/\"7\"",
                "*",
                "\"7\", \"8\"",
                "\"\"",
                "\"-1\"",
                "\"07\"",
                "\"a\"",
                "\"12345678901234567890\""
            })
    void ifMatchOfAnyOtherFormIsAFault(String tag) {
        assertThat(CommandHeaders.ifMatch(headers("If-Match", tag), faults)).isEmpty();

        assertThat(faults.none()).isFalse();
    }

    @Test
    void ifMatchTwiceIsAFault() {
        assertThat(CommandHeaders.ifMatch(headers("If-Match", "\"1\"", "\"1\""), faults))
                .isEmpty();

        assertThat(faults.none()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "8e03978e-40d5-43e8-bc93-6894a57f9324", "!~\"#"})
    void aKeyOfVisibleCharactersIsTaken(String key) {
        assertThat(CommandHeaders.idempotencyKey(headers("Idempotency-Key", key), faults))
                .contains(key);
        assertThat(CommandHeaders.idempotencyKey(headers("Idempotency-Key", "k".repeat(255)), faults))
                .isPresent();
        assertThat(faults.none()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a\tb"})
    void anyOtherKeyIsAFault(String key) {
        assertThat(CommandHeaders.idempotencyKey(headers("Idempotency-Key", key), faults))
                .isEmpty();

        assertThat(faults.none()).isFalse();
    }

    @Test
    void aKeyThatIsTooLongOrThereTwiceIsAFault() {
        CommandHeaders.idempotencyKey(headers("Idempotency-Key", "k".repeat(256)), faults);
        assertThat(faults.none()).isFalse();

        Faults others = new Faults();
        CommandHeaders.idempotencyKey(headers("Idempotency-Key", "a", "b"), others);
        assertThat(others.none()).isFalse();
    }
}
