package bank.projection.view;

import bank.es.StreamId;
import bank.projection.view.RowKeys.Range;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/**
 * The kinds of rows that follow from the events of a topic alone. Such a row is the same for ever, so two views can be
 * compared up to any event that both have, though both go on.
 */
enum RowKind {
    EVENT("The event") {
        @Override
        Range all(String type) {
            return RowKeys.log(type, 0, Long.MAX_VALUE);
        }

        @Override
        long offset(ViewRows rows, KeyValue<Bytes, byte[]> row) {
            return RowKeys.number(row.key);
        }

        @Override
        StreamId stream(KeyValue<Bytes, byte[]> row) {
            JsonNode event = LogRow.read(RowKeys.number(row.key), row.value).tree();
            return new StreamId(
                    event.path("tenant").asText(),
                    event.path("aggregate_type").asText(),
                    event.path("aggregate_id").asText());
        }
    },
    VERSION("The version") {
        @Override
        Range all(String type) {
            return RowKeys.versionsOfAll(type);
        }

        @Override
        long offset(ViewRows rows, KeyValue<Bytes, byte[]> row) {
            return offsetOf(row.value);
        }

        @Override
        StreamId stream(KeyValue<Bytes, byte[]> row) {
            return RowKeys.streamOfNumbered(row.key);
        }
    },
    LISTED("The place in the list") {
        @Override
        Range all(String type) {
            return RowKeys.aggregatesAfter(type, "");
        }

        // It came with the first version; without that it belongs nowhere.
        @Override
        long offset(ViewRows rows, KeyValue<Bytes, byte[]> row) {
            byte[] first = rows.store().get(RowKeys.version(stream(row), 1));
            return first == null ? 0 : offsetOf(first);
        }

        @Override
        StreamId stream(KeyValue<Bytes, byte[]> row) {
            return RowKeys.stream(row.key);
        }
    },
    SET_ASIDE("What was set aside") {
        @Override
        Range all(String type) {
            return RowKeys.setAsideOfAll(type);
        }

        @Override
        long offset(ViewRows rows, KeyValue<Bytes, byte[]> row) {
            return RowKeys.number(row.key);
        }

        @Override
        StreamId stream(KeyValue<Bytes, byte[]> row) {
            return RowKeys.streamOfNumbered(row.key);
        }
    };

    private final String words;

    RowKind(String words) {
        this.words = words;
    }

    /** How people call it. */
    String words() {
        return words;
    }

    /** All rows of this kind. */
    abstract Range all(String type);

    /** The offset of the event that made the row. */
    abstract long offset(ViewRows rows, KeyValue<Bytes, byte[]> row);

    /** Whose row it is. */
    abstract StreamId stream(KeyValue<Bytes, byte[]> row);

    /** A row too short to say it is looked at in any case. */
    private static long offsetOf(byte[] version) {
        return version.length < Long.BYTES ? 0 : VersionRow.offset(version);
    }
}
