package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Personal;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The local store is a cache: with damaged files it is made anew from the log. */
class DamagedStoreTest {

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(1);

    enum Damage {
        GARBAGE,
        HALF,
        FLIPPED,
        GONE
    }

    @ParameterizedTest
    @CsvSource({
        "CURRENT, GARBAGE",
        "MANIFEST-*, GARBAGE",
        "MANIFEST-*, GONE",
        "*.sst, HALF",
        "*.sst, GONE",
        "*.sst, FLIPPED",
    })
    void damagedFilesAreThrownAwayAndWhatTheyHeldComesFromTheLog(String files, Damage damage) throws Exception {
        var workplace = new Workplace(kafka, folder);
        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            Workplace.run(processor, account("acc-a"), new Open(new Personal("x"), Money.of(2)));
        }
        Path store = folder.resolve("one").resolve("store");
        // To open a store again is to bring its log into a table.
        Store.open(store, new ClearContent()).close();
        damage(store, files, damage);

        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            var reply = (Reply.Accepted) Workplace.run(processor, account("acc-a"), new Deposit(Money.of(3)));

            assertThat(reply.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(5));
        }
    }

    private static void damage(Path store, String files, Damage damage) throws IOException {
        try (var found = Files.newDirectoryStream(store, files)) {
            int damaged = 0;
            for (Path file : found) {
                byte[] bytes = Files.readAllBytes(file);
                switch (damage) {
                    case GARBAGE -> Files.writeString(file, "garbage".repeat(10));
                    case HALF -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                    case FLIPPED -> Files.write(file, flipped(bytes));
                    case GONE -> Files.delete(file);
                }
                damaged++;
            }
            assertThat(damaged).isPositive();
        }
    }

    /** The same, but for the first of its rows. */
    private static byte[] flipped(byte[] table) {
        byte[] bytes = table.clone();
        for (int i = 0; i < 20; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return bytes;
    }
}
