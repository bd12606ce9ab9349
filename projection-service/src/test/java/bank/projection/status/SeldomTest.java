package bank.projection.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SeldomTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void whileAQuestionIsOpenItIsNotAskedAgain() {
        Promise<Void> answer = Promise.promise();
        var seldom = new Seldom(() -> {
            asked.incrementAndGet();
            return answer.future();
        });

        Future<?> first = seldom.ask();
        Future<?> second = seldom.ask();

        assertThat(second).isSameAs(first);
        assertThat(asked).hasValue(1);
    }

    @Test
    void afterAFailureItIsAskedAgain() {
        var seldom = new Seldom(() -> asked.incrementAndGet() == 1
                ? Future.failedFuture(new IllegalStateException("Kafka is away"))
                : Future.succeededFuture());

        Future<?> first = seldom.ask();

        assertThat(first.failed()).isTrue();
        Awaitility.await().until(() -> seldom.ask().succeeded());
    }
}
