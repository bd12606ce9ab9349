package bank.projection.view;

import static org.assertj.core.api.Assertions.assertThat;

import bank.es.StreamId;
import bank.trace.Tracing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VersionWaitsTest {

    private static final StreamId ALICE = new StreamId("main", "account", "acc-alice");

    private final VersionWaits waits = new VersionWaits();

    @Test
    void whoWaitsForWhatOtherViewsMayHaveLooksAgainWhenTheyTakeOver() {
        var second = waits.until(ALICE, 2);
        var news = waits.news().next();

        waits.lookAgain();

        assertThat(second).isDone();
        assertThat(news).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void whenTheServiceStopsNobodyWaitsAnyLonger() {
        var version = waits.until(ALICE, 2);
        var news = waits.news().next();

        waits.stopWaiting();

        assertThat(version).isDone();
        assertThat(news).isDone();
        assertThat(waits.until(ALICE, 2)).isDone();
        assertThat(waits.news().next()).isDone();
    }

    @Test
    void viewsThatAreBuiltBesideTellNobodyUntilTheyAreLive() {
        var second = waits.until(ALICE, 2);
        Folding beside = Folding.beside(waits, new FoldSpans(Tracing.none(), Instant::now), _ -> false);

        beside.reached(ALICE, 2);
        assertThat(second).isNotDone();
        beside.tell();
        beside.reached(ALICE, 2);

        assertThat(second).isDone();
    }
}
