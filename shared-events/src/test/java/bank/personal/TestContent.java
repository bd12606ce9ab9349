package bank.personal;

import bank.kit.Gen;
import bank.wire.ContentCipher;
import bank.wire.Place;
import java.util.Optional;

/** The two content ciphers over one key that never was on a topic. */
public final class TestContent {

    private static final SubjectKey KEY = new SubjectKey(ContentKey.SUBJECT, "key-of-tests", new byte[32]);

    private TestContent() {}

    /** One that seals. */
    public static ContentCipher sealing() {
        return cipher(true);
    }

    /** One that writes in clear, and opens what another sealed. */
    public static ContentCipher opening() {
        return cipher(false);
    }

    /** One that has lost the key. */
    static ContentCipher withoutKey() {
        return new SealedContent(false, () -> KEY, _ -> Optional.empty());
    }

    /** One that seals some values and not others, as if the setting changed all the time. */
    public static ContentCipher mixed(Gen gen) {
        ContentCipher sealing = sealing();
        return new ContentCipher() {
            @Override
            public boolean seals() {
                return true;
            }

            @Override
            public byte[] seal(Place place, byte[] clear) {
                return gen.flag() ? sealing.seal(place, clear) : clear;
            }

            @Override
            public String blind(String text) {
                return sealing.blind(text);
            }

            @Override
            public byte[] open(Place place, byte[] stored) {
                return sealing.open(place, stored);
            }
        };
    }

    private static ContentCipher cipher(boolean seals) {
        return new SealedContent(
                seals, () -> KEY, subject -> Optional.of(KEY).filter(_ -> subject.equals(ContentKey.SUBJECT)));
    }
}
