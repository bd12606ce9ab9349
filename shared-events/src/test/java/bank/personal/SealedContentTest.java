package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.kit.ClearContent;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.wire.ContentCipher;
import bank.wire.Place;
import bank.wire.SealedValueException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedContentTest {

    private static final Place PLACE = Place.snapshot("account", "main/acc-1");

    private final ContentCipher sealing = TestContent.sealing();
    private final ContentCipher opening = TestContent.opening();

    @Seeded
    void whatIsWrittenUnderOneSettingIsReadUnderAny(Gen gen) {
        byte[] clear = gen.text().getBytes(UTF_8);
        byte[] sealed = sealing.seal(PLACE, clear);

        assertThat(ContentCipher.isSealed(sealed)).isTrue();
        assertThat(sealing.open(PLACE, sealed)).isEqualTo(clear);
        assertThat(opening.open(PLACE, sealed)).isEqualTo(clear);
        assertThat(sealing.open(PLACE, opening.seal(PLACE, clear))).isEqualTo(clear);
        assertThat(opening.seal(PLACE, clear)).isSameAs(clear);
        assertThat(new ClearContent().open(PLACE, new ClearContent().seal(PLACE, clear)))
                .isSameAs(clear);
    }

    @Test
    void aSealedValueNamesItsKeyAndTellsNothingElse() {
        byte[] clear = "{\"amount\":250.5}".getBytes(UTF_8);
        String sealed = new String(sealing.seal(PLACE, clear), StandardCharsets.ISO_8859_1);

        assertThat(sealed).contains("main/.content/key-of-tests").doesNotContain("amount", "250.5", "acc-1");
        assertThat(sealing.seal(PLACE, clear)).isNotEqualTo(sealing.seal(PLACE, clear));
    }

    @Test
    void whatStandsForATextInClearIsAlwaysTheSameAndNotTheText() {
        assertThat(sealing.blind("deposit 5"))
                .isEqualTo(TestContent.sealing().blind("deposit 5"))
                .isNotEqualTo(sealing.blind("deposit 6"))
                .doesNotContain("deposit");
        assertThat(opening.blind("deposit 5")).isEqualTo("deposit 5");
    }

    @Seeded(300)
    void aDamagedValueDoesNotOpen(Gen gen) {
        byte[] sealed = sealing.seal(PLACE, gen.text().getBytes(UTF_8));
        // Behind the marker and the form, without which it is no sealed value.
        sealed[gen.between(2, sealed.length - 1)] ^= (byte) (1 << gen.between(0, 7));

        isRefused(sealing, PLACE, sealed);
        isRefused(opening, PLACE, sealed);
    }

    @Test
    void aShortenedValueDoesNotOpen() {
        byte[] sealed = sealing.seal(PLACE, "{}".getBytes(UTF_8));
        for (int length = 2; length < sealed.length; length++) {
            isRefused(sealing, PLACE, Arrays.copyOf(sealed, length));
        }
    }

    @Test
    void aValueDoesNotOpenElsewhere() {
        byte[] sealed = sealing.seal(PLACE, "{}".getBytes(UTF_8));

        isRefused(sealing, Place.snapshot("account", "main/acc-2"), sealed);
        isRefused(sealing, Place.snapshot("person", "main/acc-1"), sealed);
        isRefused(sealing, Place.reply("main/acc-1"), sealed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main/.content/key-other", "main/acc-1/key-of-tests", "nonsense", ""})
    void aValueOfAKeyThatIsNotThereDoesNotOpen(String name) {
        byte[] sealed = sealing.seal(PLACE, "{}".getBytes(UTF_8));
        int salt = 3 + "main/.content/key-of-tests".length();
        byte[] other = new byte[3 + name.length() + sealed.length - salt];
        System.arraycopy(sealed, 0, other, 0, 3);
        other[2] = (byte) name.length();
        System.arraycopy(name.getBytes(UTF_8), 0, other, 3, name.length());
        System.arraycopy(sealed, salt, other, 3 + name.length(), sealed.length - salt);

        assertThatExceptionOfType(SealedValueException.class)
                .isThrownBy(() -> sealing.open(PLACE, other))
                .withMessage("The key of the sealed value is not there");
    }

    @Test
    void whoHasNoKeySaysSo() {
        byte[] sealed = sealing.seal(PLACE, "{}".getBytes(UTF_8));
        assertThatExceptionOfType(SealedValueException.class)
                .isThrownBy(() -> new ClearContent().open(PLACE, sealed))
                .withMessage("The value is sealed, and there is no key to open it");
        isRefused(TestContent.withoutKey(), PLACE, sealed);
    }

    private static void isRefused(ContentCipher content, Place place, byte[] stored) {
        assertThatExceptionOfType(SealedValueException.class).isThrownBy(() -> content.open(place, stored));
    }
}
