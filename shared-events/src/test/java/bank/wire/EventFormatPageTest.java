package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.es.Envelope;
import bank.es.StreamId;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What consumers are told of the events is what the code writes. */
class EventFormatPageTest {

    private static final Path PAGE = Path.of("../docs/event-format.md");
    private static final Set<Class<?>> LEFT_OUT_WHERE_EMPTY = Set.of(Optional.class, OptionalLong.class);

    static List<AggregateType<?, ?, ?>> types() {
        return Aggregates.BANK.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyEventStandsThereWithItsFields(AggregateType<?, ?, ?> type) throws IOException {
        List<String> documented = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("### `bank." + type.name() + ".events`"))
                .dropWhile(line -> !line.startsWith("| ---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(0, line.lastIndexOf(" | ")))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        type.events().stream().map(EventFormatPageTest::row).toList());
    }

    private static String row(EventType<?> event) {
        String fields = Stream.of(event.type().getRecordComponents())
                .map(field -> field(event, field))
                .collect(Collectors.joining(", "));
        return "| `" + event.name() + "` | " + (fields.isEmpty() ? "none" : fields);
    }

    private static String field(EventType<?> event, RecordComponent field) {
        String name = SnakeCaseStrategy.INSTANCE.translate(field.getName());
        String shown = "`" + name + "`" + (event.personal().contains(name) ? " (personal)" : "");
        return LEFT_OUT_WHERE_EMPTY.contains(field.getType()) ? "[" + shown + "]" : shown;
    }

    @Test
    void theExamplesHashIsOurs() throws IOException {
        var event = new Envelope(
                new StreamId("main", "account", "id-1"),
                7,
                "evt-7",
                "MoneyDeposited",
                1,
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                new Envelope.Cause("anonymous", "cor-1", "cmd-1", Optional.empty()),
                "{\"amount\":250.5}",
                "hash-of-version-6",
                "");
        String ours = HashChain.hashOf(event);
        String page = Files.readString(PAGE);
        assertThat(page).contains(ours);
        String input = page.lines()
                .filter(line -> line.matches("[0-9a-f]{20,78}"))
                .filter(line -> line.length() != 64)
                .collect(Collectors.joining());
        byte[] digest = HashChain.sha256().digest(HexFormat.of().parseHex(input));
        assertThat(page).contains(HexFormat.of().formatHex(digest));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .isEqualTo(ours);
    }
}
