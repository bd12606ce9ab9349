package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.es.Rejection;
import bank.wire.Reply;
import bank.wire.ReplyJson;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeViewTest {

    private static final String PENDING = "{\"status\":\"pending\"}";
    private static final String REJECTED = ReplyJson.write(
            Aggregates.ACCOUNT,
            new Reply.Rejected(Rejection.Kind.RULE, "insufficient-funds", "Insufficient funds", false));

    @TempDir
    Path folder;

    private TestViews views;

    @BeforeEach
    void open() {
        views = new TestViews(folder);
    }

    @AfterEach
    void close() {
        views.close();
    }

    private void read(String json) {
        views.read(new ProducerRecord<>(
                TestViews.TOPICS.outcomes(),
                0,
                TestViews.START.toEpochMilli(),
                "cmd-1".getBytes(UTF_8),
                json.getBytes(UTF_8)));
    }

    private String known() {
        return views.rows().outcome("cmd-1").map(OutcomeRow::json).orElse("nothing");
    }

    @Test
    void aCommandIsPendingUntilItsOutcomeIsKnown() {
        read(PENDING);
        assertThat(known()).isEqualTo(PENDING);
        read(REJECTED);
        assertThat(known()).isEqualTo(REJECTED);
    }

    @Test
    void aFinalOutcomeIsNeverOverwritten() {
        read(REJECTED);
        read(PENDING);
        assertThat(known()).isEqualTo(REJECTED);
        read(ReplyJson.write(Aggregates.ACCOUNT, new Reply.KeyReused()));
        assertThat(known()).isEqualTo(REJECTED);
    }

    @Test
    void anOutcomeIsKeptForTwoDays() {
        read(PENDING);
        read(REJECTED);
        views.driver().advanceWallClockTime(Duration.ofHours(47));
        assertThat(known()).isEqualTo(REJECTED);
        views.driver().advanceWallClockTime(Duration.ofHours(1).plusMinutes(1));
        assertThat(known()).isEqualTo("nothing");
        assertThat(views.all()).as("nor is a row left that would expire").isEmpty();
    }
}
