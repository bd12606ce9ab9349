package bank.projection.history;

import bank.es.StreamId;
import bank.projection.query.Queries;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import bank.verify.StreamIntegrity;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Checks a stream from the bytes that are stored on its topic; the view only says where they are. */
record Integrity(Queries queries) {

    /**
     * What is to be said of the stream up to the row's version.
     *
     * @param kept a head that somebody kept elsewhere: some version must have it
     */
    ObjectNode of(VersionRow row, Optional<String> kept) {
        StreamId stream = row.snapshot().stream();
        ViewRows view = queries.views().of(stream.key());
        StreamIntegrity integrity = queries.stored().check(stream, view.offsets(stream, row.version()));
        long due = queries.views().parked(view, stream) ? row.version() + 1 : row.version();
        long bad = Math.min(firstAfter(integrity.version(), due), firstSetAside(stream, row.version()));
        boolean known = kept.isEmpty() || integrity.hashes().contains(kept.get());
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("valid", bad == Long.MAX_VALUE && known)
                .put("head", integrity.head());
        if (bad == Long.MAX_VALUE) {
            document.putNull("first_bad_version");
        } else {
            document.put("first_bad_version", bad);
        }
        kept.ifPresent(_ -> document.put("expected_head_found", known));
        return document;
    }

    private static long firstAfter(long verified, long version) {
        return verified < version ? verified + 1 : Long.MAX_VALUE;
    }

    /** An event that was set aside is bad in the place that it claims; where it claims none, behind the last. */
    private long firstSetAside(StreamId stream, long version) {
        return queries.views().setAside(stream).stream()
                .mapToLong(event -> event.version().orElse(version + 1))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
