package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** Which partition a key lives in: Kafka's default, murmur2 of its bytes modulo their number. */
public record Partitions(int count) {

    public int of(String key) {
        return of(key.getBytes(UTF_8));
    }

    public int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }
}
