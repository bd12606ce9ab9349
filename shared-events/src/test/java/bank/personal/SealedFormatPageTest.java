package bank.personal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.StreamId;
import bank.wire.Environment;
import bank.wire.Place;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Who knows nothing but docs/event-format.md, and has the master key, opens what the bank sealed. */
class SealedFormatPageTest {

    private static final Path PAGE = Path.of("../docs/event-format.md");
    private static final Pattern BLOCK = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);
    private static final byte[] MASTER =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final Envelope EVENT = new Envelope(
            new StreamId("main", "account", "id-1"),
            7,
            "evt-7",
            "MoneyDeposited",
            1,
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            new Cause("anonymous", "cor-1", "cmd-1", Optional.empty()),
            "{\"amount\":250.5}",
            "hash-of-version-6",
            "");

    /** The example's blocks: the key's record, the value, the place. */
    private static List<String> example() throws IOException {
        String page = Files.readString(PAGE);
        return BLOCK.matcher(page.substring(page.indexOf("### A sealed example")))
                .results()
                .map(block -> block.group(1).strip())
                .limit(3)
                .toList();
    }

    private static byte[] hex(String block) {
        return HexFormat.of().parseHex(block.replaceAll("\\s", ""));
    }

    @Test
    void theExampleOpensByThePageAlone() throws Exception {
        List<String> example = example();
        String[] record = example.getFirst().split("\\s+", 2);
        byte[] sealed = hex(example.get(1));
        byte[] place = hex(example.get(2));

        assertThat(new String(open(record[0], record[1], sealed, place), UTF_8)).isEqualTo(EVENT.data());
    }

    @Test
    void theExampleIsOurs() throws Exception {
        List<String> example = example();
        String[] record = example.getFirst().split("\\s+", 2);
        var masters = MasterKeys.from(new Environment(Map.of())
                .with(Setting.MASTER_KEY, Base64.getEncoder().encodeToString(MASTER)));
        KeyRecord name = KeyRecord.parse(record[0].getBytes(UTF_8));
        var key = new SubjectKey(
                name.subject(), name.keyId(), WrappedKey.parse(record[1]).unwrap(masters, name.text()));
        var content = new SealedContent(true, () -> key, _ -> Optional.of(key));
        Place place = Place.of(EVENT);

        assertThat(name.subject()).isEqualTo(ContentKey.SUBJECT);
        assertThat(hex(example.get(2))).isEqualTo(place.bytes());
        assertThat(new String(content.open(place, hex(example.get(1))), UTF_8)).isEqualTo(EVENT.data());
        byte[] today = content.seal(place, EVENT.data().getBytes(UTF_8));
        assertThat(new String(open(record[0], record[1], today, place.bytes()), UTF_8))
                .isEqualTo(EVENT.data());
    }

    /** With the JDK alone, step by step as on the page. */
    private static byte[] open(String recordKey, String recordValue, byte[] sealed, byte[] place) throws Exception {
        assertThat(sealed).startsWith(0xfe, 0x01);
        int length = sealed[2];
        assertThat(new String(sealed, 3, length, US_ASCII)).isEqualTo(recordKey);
        byte[] salt = Arrays.copyOfRange(sealed, 3 + length, 3 + length + 16);
        byte[] rest = Arrays.copyOfRange(sealed, 3 + length + 16, sealed.length);
        byte[] wrapped = Base64.getDecoder()
                .decode(new ObjectMapper()
                        .readTree(recordValue)
                        .required("wrapped")
                        .textValue());
        byte[] data = decrypt(MASTER, wrapped, recordKey.getBytes(US_ASCII));
        byte[] pseudoRandom = hmac(salt, data);
        byte[] key = hmac(
                pseudoRandom,
                ByteBuffer.allocate(8)
                        .put("content".getBytes(US_ASCII))
                        .put((byte) 1)
                        .array());
        return decrypt(key, rest, place);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] decrypt(byte[] key, byte[] nonceAndMore, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonceAndMore, 0, 12));
        cipher.updateAAD(associated);
        return cipher.doFinal(nonceAndMore, 12, nonceAndMore.length - 12);
    }
}
