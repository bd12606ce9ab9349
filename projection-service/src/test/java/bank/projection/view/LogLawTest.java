package bank.projection.view;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountCommand.Open;
import bank.es.Personal;
import bank.money.Money;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of a type has all its events, leads from each movement to the one before, and can be searched by time. */
class LogLawTest {

    private static final int COMMANDS = 200;
    private static final String ACCOUNT = "account";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void fromTheLastMovementOnePassesAllOfThem(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        try (var views = new TestViews(folder)) {
            ViewRows rows = views.read(bank.records).rows();

            long left = bank.transactions();
            Optional<LogRow> movement =
                    rows.lastLog(ACCOUNT, Long.MAX_VALUE).flatMap(row -> rows.lastMovement(ACCOUNT, row));
            while (movement.isPresent()) {
                LogRow row = movement.get();
                assertThat(row.balanceAfter()).isPresent();
                assertThat(row.counts().transactions()).isEqualTo(left);
                left--;
                movement = rows.log(ACCOUNT, row.movementBefore());
            }
            assertThat(left).isZero();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theLastEventBeforeATimeIsFoundWithoutLookingAtAll(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        try (var views = new TestViews(folder)) {
            ViewRows rows = views.read(bank.records).rows();

            List<LogRow> log = new ArrayList<>();
            for (long offset = 0; rows.log(ACCOUNT, offset).isPresent(); offset++) {
                log.add(rows.log(ACCOUNT, offset).orElseThrow());
            }
            for (LogRow at : log) {
                Optional<LogRow> expected = log.stream()
                        .filter(row -> row.time().isBefore(at.time()))
                        .reduce((_, later) -> later);
                assertThat(rows.lastLog(ACCOUNT, row -> row.time().isBefore(at.time())))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void inTheLogTimeNeverGoesBack() {
        try (var views = new TestViews(folder)) {
            for (int i = 0; i < 2; i++) {
                var account = new StreamWriter<>(Aggregates.ACCOUNT, "acc-" + i);
                views.read(account.decide(
                        new Open(new Personal("v1.key.cipher"), Money.ZERO), TestViews.START.minusSeconds(i)));
            }

            LogRow late = views.rows().log(ACCOUNT, 1).orElseThrow();
            assertThat(late.time()).isEqualTo(TestViews.START);
            assertThat(late.tree().required("timestamp").textValue())
                    .isEqualTo(TestViews.START.minusSeconds(1).toString());
        }
    }
}
