package bank.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {

    private final ResponseReader reader = new ResponseReader();

    @Test
    void anAnswerIsCompleteWhenItsBodyIs() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\nContent-")).isEqualTo(ResponseReader.INCOMPLETE);
        assertThat(read("Length: 4\r\nx: y\r\n\r\n{")).isEqualTo(ResponseReader.INCOMPLETE);
        assertThat(read("..}")).isEqualTo(200);
    }

    @Test
    void theNextAnswerBeginsAnew() throws IOException {
        assertThat(read("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\nno"))
                .isEqualTo(503);
        assertThat(read("HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n")).isEqualTo(201);
    }

    @Test
    void aConnectionThatEndsIsAnError() {
        assertThatThrownBy(() -> read("")).isInstanceOf(EOFException.class);
    }

    @Test
    void anAnswerWhoseEndCannotBeKnownIsAnError() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Content-Length");
    }

    private int read(String text) throws IOException {
        return reader.read(Channels.newChannel(new ByteArrayInputStream(text.getBytes(US_ASCII))));
    }
}
