package bank.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bank.kit.Gen;
import bank.kit.Seeded;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubjectKeyTest {

    private static final byte[] BYTES = filled(1);

    private final SubjectKey key = new SubjectKey("main/acc-1", "key-1", BYTES);

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Seeded
    void whatWasEncryptedDecrypts(Gen gen) {
        String clear = gen.text();
        assertThat(key.decrypt(key.encrypt(clear))).isEqualTo(clear);
    }

    @Test
    void noTwoCiphertextsOfAWordAreTheSame() {
        assertThat(key.encrypt("Alice"))
                .startsWith("v1.key-1.")
                .doesNotContain("Alice")
                .isNotEqualTo(key.encrypt("Alice"));
    }

    @Test
    void aCiphertextOfAnotherSubjectDoesNotDecrypt() {
        var other = new SubjectKey("main/acc-2", "key-1", BYTES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.decrypt(key.encrypt("Alice")))
                .withMessage("The ciphertext is damaged or of another subject");
    }

    @Test
    void aCiphertextOfAnotherKeyDoesNotDecrypt() {
        var other = new SubjectKey("main/acc-1", "key-2", filled(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.decrypt(key.encrypt("Alice")))
                .withMessage("Not a ciphertext of this key");
    }

    @Seeded
    void aDamagedCiphertextDoesNotDecrypt(Gen gen) {
        String ciphertext = key.encrypt("Alice");
        int at = gen.between(0, ciphertext.length() - 2);
        char other = ciphertext.charAt(at) == 'A' ? 'B' : 'A';
        String damaged = ciphertext.substring(0, at) + other + ciphertext.substring(at + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> key.decrypt(damaged));
        assertThatIllegalArgumentException().isThrownBy(() -> key.decrypt(ciphertext.substring(0, at)));
    }

    @Test
    void aFingerprintFollowsFromTheTextAndTheKeyAlone() {
        var sameKey = new SubjectKey("main/acc-1", "key-1", BYTES);
        var otherKey = new SubjectKey("main/acc-1", "key-1", filled(2));
        assertThat(key.fingerprint("Alice"))
                .isEqualTo(sameKey.fingerprint("Alice"))
                .isNotEqualTo(otherKey.fingerprint("Alice"))
                .isNotEqualTo(key.fingerprint("Bob"));
    }
}
