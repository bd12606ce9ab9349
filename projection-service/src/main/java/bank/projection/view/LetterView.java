package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.wire.ContentCipher;
import bank.wire.ContentRecords;
import bank.wire.DeadLetters;
import bank.wire.DeadLetters.Letter;
import bank.wire.Json;
import bank.wire.MalformedRecordException;
import bank.wire.SealedValueException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The view of what was set aside in one partition, and of the streams that are not whole because of it. */
final class LetterView implements TopicView {

    private final ContentCipher content;
    private final KeyValueStore<Bytes, byte[]> store;

    LetterView(ContentCipher content, KeyValueStore<Bytes, byte[]> store) {
        this.content = content;
        this.store = store;
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Letter letter = DeadLetters.read(content, record);
            Bytes known = RowKeys.letterTime(letter.id());
            long millis = Optional.ofNullable(store.get(known))
                    .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                    .orElse(Math.max(0, letter.time().toEpochMilli()));
            store.put(
                    RowKeys.letter(millis, letter.id()),
                    Json.write(document(letter, record)).getBytes(UTF_8));
            store.put(known, ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
            return Optional.empty();
        } catch (MalformedRecordException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** An event of the stream was set aside, so the stream is not what its topic says. */
    void mark(StreamId stream, SetAside event) {
        store.put(RowKeys.setAside(stream, event.offset()), event.bytes());
    }

    private ObjectNode document(Letter letter, ConsumerRecord<byte[], byte[]> record) {
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("id", letter.id())
                .put("set_aside_at", letter.time().toString())
                .put("cause", letter.cause())
                .put("topic", letter.topic())
                .put("partition", letter.partition());
        if (letter.offset() < 0) {
            document.putNull("offset");
        } else {
            document.put("offset", letter.offset());
        }
        put(document, "key", record.key());
        ObjectNode headers = document.putObject("headers");
        for (Header header : letter.headers()) {
            put(headers, header.key(), header.value());
        }
        put(document, "value", value(record));
        return document;
    }

    /** What was set aside because it does not open is shown as it is. */
    private byte @Nullable [] value(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ContentRecords.open(content, record).value();
        } catch (SealedValueException e) {
            return record.value();
        }
    }

    /** Bytes that are no text are shown in base64 under a name that says so. */
    private static void put(ObjectNode document, String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            document.putNull(name);
            return;
        }
        try {
            document.put(name, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            document.put(name + "_base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
