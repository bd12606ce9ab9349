package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.command.CommandService;
import bank.e2e.Client.Answer;
import bank.personal.MasterKey;
import bank.wire.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told to stop answers those first who have begun to ask. */
class StopTest {

    private static final String WRITER = "producer-bank-command-service-";
    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);
    private static final Duration NO_SHORT_WHILE = Duration.ofMillis(1_500);

    @TempDir
    private Path folder;

    @Test
    void aCommandThatHasBegunIsAnsweredAlsoWhereThatTakesAWhile() throws Exception {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        try (var kafka = FragileKafka.start(folder.resolve("kafka"));
                var commands = ServiceUnderTest.start(
                        CommandService.NAME,
                        kafka.bootstrap(),
                        folder,
                        Map.of(Setting.TIME_LIMIT, Long.toString(TIME_LIMIT.toMillis())))) {
            var teller = new Teller(commands.ready());
            String account = teller.open("100");
            List<CompletableFuture<Answer>> begun = new ArrayList<>();
            kafka.fallSilentTo(
                    WRITER,
                    () -> begun.add(teller.client()
                            .postAsync(Teller.ACCOUNTS + "/" + account + "/deposit", "{\"amount\": 5}")));

            var stopped = CompletableFuture.runAsync(commands.process()::stop);
            await().during(NO_SHORT_WHILE)
                    .until(() -> !stopped.isDone() && !begun.getFirst().isDone());
            kafka.speak();

            Answer answer = begun.getFirst().join();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().required("new_balance").intValue()).isEqualTo(105);
            stopped.join();
        }
    }
}
