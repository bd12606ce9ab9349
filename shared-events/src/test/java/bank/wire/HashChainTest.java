package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Envelope;
import bank.es.StreamId;
import bank.kit.Envelopes;
import bank.kit.Gen;
import bank.kit.Seeded;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

class HashChainTest {

    /** As the documentation of the event's form says it to consumers in any language. */
    private static final List<String> DOCUMENTED = List.of(
            "previoushash",
            "tenant",
            "ce_source",
            "ce_subject",
            "version",
            "ce_id",
            "ce_type",
            "ce_dataschema",
            "ce_time",
            "actor",
            "correlationid",
            "causationid");

    private static ConsumerRecord<byte[], byte[]> record(Gen gen) {
        Envelope event = Envelopes.any(gen, new StreamId(gen.id(), "account", gen.id()));
        return Envelopes.consumed(EventRecords.toRecord("bank.account.events", 0, event));
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name).value();
    }

    /** What a consumer that knows no class of ours computes from the raw record. */
    private static String documentedHash(ConsumerRecord<byte[], byte[]> record) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        for (String name : DOCUMENTED) {
            add(sha256, header(record, name));
        }
        add(sha256, record.value());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
    }

    private static void add(MessageDigest sha256, byte[] field) {
        sha256.update(ByteBuffer.allocate(4).putInt(field.length).array());
        sha256.update(field);
    }

    /** Whether we find the record sound: of its form, and with the hash that it says. */
    private static boolean verifies(ConsumerRecord<byte[], byte[]> record) {
        try {
            Envelope event = EventRecords.fromRecord("account", record);
            return HashChain.hashOf(event, record.value()).equals(event.hash());
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    @Seeded(300)
    void whoeverReadsTheRawRecordFindsTheSameHash(Gen gen) {
        var record = record(gen);
        assertThat(documentedHash(record)).isEqualTo(new String(header(record, "hash"), UTF_8));
        assertThat(verifies(record)).isTrue();
        assertThat(HashChain.hashOf(new WireHeaders(record.headers()), record.value()))
                .isEqualTo(documentedHash(record));
    }

    @Seeded(300)
    void anyChangeOfAHeaderIsFound(Gen gen) {
        for (String name : DOCUMENTED) {
            var record = record(gen);
            byte[] changed = changed(gen, header(record, name));
            record.headers().remove(name).add(name, changed);
            assertThat(verifies(record))
                    .as("%s: %s", name, new String(changed, UTF_8))
                    .isFalse();
        }
    }

    @Seeded(300)
    void anyChangeOfTheValueOrTheKeyIsFound(Gen gen) {
        var record = record(gen);
        var otherValue = copy(record, record.key(), changed(gen, record.value()));
        assertThat(verifies(otherValue)).isFalse();
        var otherKey = copy(record, changed(gen, record.key()), record.value());
        assertThat(verifies(otherKey)).isFalse();
    }

    @Seeded
    void anotherSpellingOfTheSameIsFound(Gen gen) {
        var record = record(gen);
        byte[] version = ("0" + new String(header(record, "version"), UTF_8)).getBytes(UTF_8);
        record.headers().remove("version").add("version", version);
        assertThat(verifies(record)).isFalse();
    }

    private static ConsumerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> record, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                key.length,
                value.length,
                key,
                value,
                record.headers(),
                record.leaderEpoch());
    }

    /** One byte another one, one more, or one less. */
    private static byte[] changed(Gen gen, byte[] bytes) {
        int at = bytes.length == 0 ? 0 : gen.between(0, bytes.length - 1);
        var out = ByteBuffer.allocate(bytes.length + 1);
        switch (bytes.length == 0 ? 0 : gen.between(0, 2)) {
            case 0 -> out.put(bytes, 0, at).put((byte) 'x').put(bytes, at, bytes.length - at);
            case 1 -> out.put(bytes, 0, at).put(bytes, at + 1, bytes.length - at - 1);
            default ->
                out.put(bytes, 0, at)
                        .put((byte) (bytes[at] ^ (1 << gen.between(0, 7))))
                        .put(bytes, at + 1, bytes.length - at - 1);
        }
        byte[] changed = new byte[out.position()];
        out.flip().get(changed);
        return changed;
    }
}
