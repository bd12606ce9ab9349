package bank.wire;

import bank.es.Parcel;
import bank.es.Parcel.Label;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Records as commands bring them along, and back again. */
public final class Parcels {

    private Parcels() {}

    /** The parcel of a record that has a partition, a key and a value. */
    public static Parcel of(ProducerRecord<byte[], byte[]> record) {
        List<Label> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(
                    new Label(header.key(), Optional.ofNullable(header.value()).map(Parcels::text)));
        }
        return new Parcel(record.topic(), record.partition(), text(record.key()), headers, text(record.value()));
    }

    /** The record, whose timestamp is when it is sent: what retention takes by it begins anew. */
    public static ProducerRecord<byte[], byte[]> toRecord(Parcel parcel) {
        var record =
                new ProducerRecord<>(parcel.topic(), parcel.partition(), bytes(parcel.key()), bytes(parcel.value()));
        for (Label label : parcel.headers()) {
            record.headers().add(label.name(), label.value().map(Parcels::bytes).orElse(null));
        }
        return record;
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }
}
