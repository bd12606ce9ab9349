package bank.wire;

import bank.es.Personal;
import bank.money.Money;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one way in which this project reads and writes JSON: snake case, exact decimals, no doubled or unknown fields. */
public final class Json {

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // The domain gives its words by toString, as it knows no annotations.
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(new Jdk8Module())
            .addModule(values())
            .build();

    private Json() {}

    private static SimpleModule values() {
        return new SimpleModule("bank")
                .addSerializer(Money.class, new JsonSerializer<>() {
                    @Override
                    public void serialize(Money money, JsonGenerator out, SerializerProvider context)
                            throws IOException {
                        out.writeNumber(money.plain());
                    }
                })
                .addDeserializer(Money.class, new JsonDeserializer<>() {
                    @Override
                    public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        return new Money(in.getDecimalValue());
                    }
                })
                .addSerializer(Personal.class, new JsonSerializer<>() {
                    @Override
                    public void serialize(Personal personal, JsonGenerator out, SerializerProvider context)
                            throws IOException {
                        out.writeString(personal.ciphertext());
                    }
                })
                .addDeserializer(Personal.class, new JsonDeserializer<>() {
                    @Override
                    public Personal deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        return new Personal(in.getText());
                    }
                });
    }

    /** The JSON of a value of ours; that it cannot be written is a defect. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value from JSON of ours. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value from the bytes of a record, in UTF-8. */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
