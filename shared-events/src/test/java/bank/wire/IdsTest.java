package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.Gen;
import bank.kit.Seeded;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void noTwoRandomIdsAreTheSame() {
        var ids = Stream.generate(() -> Ids.random("acc-")).limit(1000).collect(Collectors.toSet());
        assertThat(ids).hasSize(1000).allMatch(id -> id.matches("acc-[0-9a-v]{16}"));
    }

    @Seeded
    void aDerivedIdFollowsFromItsParts(Gen gen) {
        String key = gen.text();
        assertThat(Ids.derived("acc-", "main", key))
                .isEqualTo(Ids.derived("acc-", "main", key))
                .isNotEqualTo(Ids.derived("acc-", "main", key + "x"))
                .isNotEqualTo(Ids.derived("acc-", "other", key))
                .matches(Ids.FORM);
    }

    @Seeded
    void anIdOfTheContractsFormIsOne(Gen gen) {
        assertThat(gen.id()).matches(Ids.FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "_a", "a b", "a/b", "ä", "a.b", "a\n"})
    void anythingElseIsNone(String text) {
        assertThat(text).doesNotMatch(Ids.FORM);
        assertThat("a".repeat(65)).doesNotMatch(Ids.FORM);
    }
}
