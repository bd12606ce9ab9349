package bank.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads the answers of one connection, one after the other: only the status and where an answer ends, by its
 * Content-Length, for more is not asked and would cost.
 */
final class ResponseReader {

    /** The status of an answer that has not come to its end. */
    static final int INCOMPLETE = -1;

    private static final int ROOM = 64 * 1024;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int STATUS_DIGITS = 3;
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);
    private static final byte[] HEADERS_END = "\r\n\r\n".getBytes(US_ASCII);
    private static final int NOWHERE = -1;
    private static final int TEN = 10;

    private final ByteBuffer received = ByteBuffer.allocateDirect(ROOM);

    /** Reads what is there: an answer's status once it is complete, else {@link #INCOMPLETE}. */
    int read(ReadableByteChannel channel) throws IOException {
        if (channel.read(received) < 0) {
            throw new EOFException("The server closed the connection");
        }
        int headersEnd = find(HEADERS_END);
        if (headersEnd == NOWHERE) {
            return incomplete();
        }
        int lengthAt = find(LENGTH);
        if (lengthAt == NOWHERE || lengthAt > headersEnd) {
            throw new IOException("An answer without Content-Length");
        }
        int end = headersEnd + HEADERS_END.length + number(lengthAt + LENGTH.length, headersEnd);
        if (received.position() < end) {
            return incomplete();
        }
        int status = number(STATUS_AT, STATUS_AT + STATUS_DIGITS);
        received.clear();
        return status;
    }

    private int incomplete() throws IOException {
        if (!received.hasRemaining()) {
            throw new IOException("An answer of more than " + ROOM + " bytes");
        }
        return INCOMPLETE;
    }

    private int find(byte[] wanted) {
        for (int start = 0; start + wanted.length <= received.position(); start++) {
            if (isAt(start, wanted)) {
                return start;
            }
        }
        return NOWHERE;
    }

    private boolean isAt(int start, byte[] wanted) {
        for (int at = 0; at < wanted.length; at++) {
            byte found = received.get(start + at);
            if (found != wanted[at] && Character.toLowerCase(found) != wanted[at]) {
                return false;
            }
        }
        return true;
    }

    /** The number that stands from {@code start} to the next character that is no digit, spaces before it left out. */
    private int number(int start, int end) {
        int number = 0;
        for (int at = start; at < end && received.get(at) != '\r'; at++) {
            if (received.get(at) != ' ') {
                number = number * TEN + (received.get(at) - '0');
            }
        }
        return number;
    }
}
