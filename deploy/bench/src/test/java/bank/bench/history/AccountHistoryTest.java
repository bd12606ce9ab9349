package bank.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Envelope;
import bank.wire.HashChain;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountHistoryTest {

    private final AccountHistory history = new AccountHistory(2, Instant.EPOCH);

    @Test
    void accountsAreOpenedOneAfterTheOtherAndThenDepositedIntoInTurn() {
        List<Envelope> events = next(6);

        assertThat(events)
                .extracting(event -> event.stream().id() + " " + event.version() + " " + event.type())
                .containsExactly(
                        "acc-000000 1 AccountOpened",
                        "acc-000001 1 AccountOpened",
                        "acc-000000 2 MoneyDeposited",
                        "acc-000001 2 MoneyDeposited",
                        "acc-000000 3 MoneyDeposited",
                        "acc-000001 3 MoneyDeposited");
        assertThat(events).extracting(Envelope::time).isSorted();
    }

    @Test
    void eachChainVerifies() {
        List<Envelope> events = next(6);

        assertThat(events)
                .allSatisfy(event -> assertThat(HashChain.hashOf(event)).isEqualTo(event.hash()));
        assertThat(events.getFirst().previousHash()).isEqualTo(HashChain.START);
        assertThat(events.get(4).previousHash()).isEqualTo(events.get(2).hash());
        assertThat(events.get(2).previousHash()).isEqualTo(events.get(0).hash());
    }

    private List<Envelope> next(int count) {
        return Stream.generate(history::next).limit(count).toList();
    }
}
