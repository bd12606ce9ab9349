package bank.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RequestTemplateTest {

    @Test
    void onlyTheAccountsNumbersChange() {
        var template = new RequestTemplate("/transfers/{one}", "{\"from\":\"{one}\",\"to\":\"{other}\"}");
        ByteBuffer buffer = template.buffer();

        template.fill(buffer, 999_999, 123);
        template.fill(buffer, 7, 123_456);

        assertThat(text(buffer)).isEqualTo("""
                        POST /transfers/000007 HTTP/1.1\r
                        Host: localhost\r
                        Content-Type: application/json\r
                        Content-Length: 31\r
                        \r
                        {"from":"000007","to":"123456"}""");
    }

    private static String text(ByteBuffer buffer) {
        return US_ASCII.decode(buffer.duplicate()).toString();
    }
}
