package bank.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.HashChain;
import bank.wire.MalformedRecordException;
import bank.wire.Partitions;
import bank.wire.WireHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The chains of the streams of one partition. An event that does not extend its stream is found, and the stream goes on
 * with the next that does; what stands behind a break is counted and not found again. Confined to one thread.
 */
final class ChainCheck {

    /** A stream up to a version. */
    record Link(long version, String hash) {}

    /** One partition's share of a {@link Report}. */
    record Part(long streams, List<Finding> findings, long found, long behindBreaks) {}

    private static final int FINDINGS_MOST = 1_000;
    private static final Link NONE = new Link(0, HashChain.START);

    private final String topic;
    private final int partition;
    private final Partitions partitions;
    private final Map<String, Link> snapshots;
    private final Map<String, Link> heads = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private long found;
    private long behindBreaks;

    /** {@code snapshots} says what the owner of the partition knew of its streams. */
    ChainCheck(String topic, int partition, Partitions partitions, Map<String, Link> snapshots) {
        this.topic = topic;
        this.partition = partition;
        this.partitions = partitions;
        this.snapshots = snapshots;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        String stream = record.key() == null ? "" : new String(record.key(), UTF_8);
        try {
            check(record, stream);
        } catch (MalformedRecordException e) {
            find(record.offset(), stream, "is no event: " + e.getMessage());
        }
    }

    private void check(ConsumerRecord<byte[], byte[]> record, String stream) {
        if (record.key() == null || record.value() == null) {
            throw new MalformedRecordException("It has no " + (record.key() == null ? "key" : "value"));
        }
        var headers = new WireHeaders(record.headers());
        long version = version(headers);
        String hash = HashChain.hashOf(headers, record.value());
        Link head = head(stream);
        if (!hash.equals(headers.get(WireHeaders.HASH))) {
            breaks(record, stream, "was changed: its hash does not fit its bytes");
        } else if (!headers.streamKey().equals(stream)) {
            breaks(record, stream, "names another stream in its headers than in its key: " + headers.streamKey());
        } else if (partitions.of(record.key()) != partition) {
            breaks(record, stream, "belongs into partition " + partitions.of(record.key()) + " by its key");
        } else if (version <= head.version()) {
            find(record.offset(), stream, "is version " + version + ", which was there before");
        } else if (version > head.version() + 1) {
            breaks(record, stream, "is version " + version + " right behind version " + head.version());
        } else if (!headers.get(WireHeaders.PREVIOUS_HASH).equals(head.hash())) {
            breaks(record, stream, "does not extend version " + head.version() + ": its previous hash is another");
        } else {
            extend(record, stream, new Link(version, hash));
        }
    }

    private static long version(WireHeaders headers) {
        try {
            return Long.parseLong(headers.get(WireHeaders.VERSION));
        } catch (NumberFormatException e) {
            throw new MalformedRecordException("Its version is no number", e);
        }
    }

    private void extend(ConsumerRecord<byte[], byte[]> record, String stream, Link head) {
        heads.put(stream, head);
        Link snapshot = snapshots.get(stream);
        if (snapshot != null
                && snapshot.version() == head.version()
                && !snapshot.hash().equals(head.hash())) {
            breaks(record, stream, "is not the version " + head.version() + " of which there is a snapshot");
        }
    }

    /** What comes behind it in its stream cannot be right either. */
    private void breaks(ConsumerRecord<byte[], byte[]> record, String stream, String problem) {
        if (broken.add(stream)) {
            find(record.offset(), stream, problem);
        } else {
            behindBreaks++;
        }
    }

    private void find(long offset, String stream, String problem) {
        found++;
        if (findings.size() < FINDINGS_MOST) {
            findings.add(new Finding(topic, partition, offset, stream, problem));
        }
    }

    /** How far a stream verifies. */
    Link head(String stream) {
        return heads.getOrDefault(stream, NONE);
    }

    /** What it came to, after the last event; streams that end before their snapshots are found now. */
    Part end() {
        snapshots.forEach((stream, snapshot) -> {
            long version = head(stream).version();
            if (version < snapshot.version() && !broken.contains(stream)) {
                find(
                        -1,
                        stream,
                        "ends at version " + version + ", but there is a snapshot of version " + snapshot.version());
            }
        });
        return new Part(heads.size(), List.copyOf(findings), found, behindBreaks);
    }
}
