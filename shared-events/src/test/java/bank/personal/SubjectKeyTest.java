package bank.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bank.es.Personal;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
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
        assertThat(key.decrypt(key.encrypt(clear)).textValue()).isEqualTo(clear);
    }

    @Seeded
    void anyJsonComesBackAsWhatItWas(Gen gen) {
        List<JsonNode> data = List.of(
                Json.MAPPER.createObjectNode().put("street", gen.text()).put("city", gen.text()),
                Json.MAPPER.createArrayNode().add(gen.text()).add(gen.number()),
                TextNode.valueOf(gen.text()),
                TextNode.valueOf("{\"street\":\"1\"}"),
                BooleanNode.TRUE);
        assertThat(data)
                .allSatisfy(datum ->
                        assertThat(Json.write(key.decrypt(key.encrypt(datum)))).isEqualTo(Json.write(datum)));
    }

    @Test
    void aTextThatIsPassedOffAsJsonDoesNotDecrypt() {
        String ciphertext = key.encrypt("null").ciphertext();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.decrypt(new Personal(ciphertext.replace("v1.", "j1."))))
                .withMessage("The ciphertext is damaged or of another subject");
    }

    @Test
    void noTwoCiphertextsOfAWordAreTheSame() {
        assertThat(key.encrypt("Alice").ciphertext())
                .startsWith("v1.key-1.")
                .doesNotContain("Alice")
                .isNotEqualTo(key.encrypt("Alice").ciphertext());
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
        String ciphertext = key.encrypt("Alice").ciphertext();
        int at = gen.between(0, ciphertext.length() - 2);
        char other = ciphertext.charAt(at) == 'A' ? 'B' : 'A';
        String damaged = ciphertext.substring(0, at) + other + ciphertext.substring(at + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> key.decrypt(new Personal(damaged)));
        assertThatIllegalArgumentException().isThrownBy(() -> key.decrypt(new Personal(ciphertext.substring(0, at))));
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
