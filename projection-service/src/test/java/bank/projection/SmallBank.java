package bank.projection;

import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.es.Personal;
import bank.kit.OrderWords;
import bank.kit.PersonWords;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.order.OrderCommand;
import bank.person.MaritalStatus;
import bank.person.PersonCommand;
import bank.personal.SubjectKey;
import bank.personal.Subjects;
import bank.projection.view.StreamWriter;
import bank.transfer.Step;
import bank.transfer.TransferCommand.NoteAccepted;
import bank.transfer.TransferCommand.StartTransfer;
import bank.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Accounts 0 to 22, in turn of Alice and of Bob, each with as many deposits of 10 as its number modulo 4, every fifth of
 * them closed; three transfers, the first of them completed, the others for ever waiting; a person; and an order that
 * got a line in its second second and was discarded in its third.
 */
record SmallBank(RunningViews views, Publisher publisher) implements AutoCloseable {

    static final Instant MORNING = Instant.parse("2025-05-04T10:00:00Z");
    static final int ACCOUNTS = 23;
    private static final int TRANSFERS = 3;

    private static final class Shared {
        private static final SmallBank BANK = open();

        static {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(BANK::close));
        }
    }

    /** The one that tests share, which only read. */
    static SmallBank shared() {
        return Shared.BANK;
    }

    /** One of one's own. */
    static SmallBank open() {
        TestKafka kafka = TestKafka.withPartitions(3);
        var bank = new SmallBank(RunningViews.start(kafka, newFolder()), new Publisher(kafka));
        long events = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            events += bank.account(i);
        }
        for (int i = 0; i < TRANSFERS; i++) {
            events += bank.transfer("saga-" + i, i == 0);
        }
        events += bank.person() + bank.order();
        long all = events;
        await().until(() ->
                bank.views.get("/health").body().path("total_events").longValue() == all);
        return bank;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("small-bank");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int account(int number) {
        var account = TestAccount.open(
                "acc-" + number,
                number % 2 == 0 ? "Alice" : "Bob",
                0,
                MORNING.plusSeconds(number),
                publisher,
                views.keys);
        for (int deposit = 1; deposit <= number % 4; deposit++) {
            account.deposit(10);
        }
        if (number % 5 == 0) {
            account.withdraw(10 * (number % 4)).close();
        }
        return account.version();
    }

    private int transfer(String id, boolean completed) {
        var saga = new StreamWriter<>(Aggregates.TRANSFER, id);
        saga.decide(new StartTransfer(id, "acc-1", "acc-2", Money.of(5), OptionalLong.empty()), MORNING);
        if (completed) {
            for (Step step : List.of(Step.WITHDRAW, Step.DEPOSIT, Step.COMPLETE_SOURCE, Step.COMPLETE_DESTINATION)) {
                saga.decide(new NoteAccepted(step), MORNING.plusSeconds(1));
            }
        }
        publisher.events(saga.events());
        return saga.events().size();
    }

    private int person() {
        var person = new StreamWriter<>(Aggregates.PERSON, "per-1");
        SubjectKey key = views.keys.findOrCreate(Subjects.of(person.stream())).join();
        Personal name = key.encrypt(
                Json.MAPPER.createObjectNode().put("firstname", "Ada").put("lastname", "Vogel"));
        Personal address = key.encrypt(
                Json.MAPPER.createObjectNode().put("street", "Gasse 1").put("city", "Wien"));
        person.decide(new PersonCommand.Create(name, MaritalStatus.SINGLE, address), MORNING);
        person.decide(PersonWords.changeTo(MaritalStatus.MARRIED), MORNING.plusSeconds(1));
        publisher.events(person.events());
        return person.events().size();
    }

    private int order() {
        var order = new StreamWriter<>(Aggregates.ORDER, "ord-1");
        order.decide(OrderWords.createFor(1), MORNING);
        order.decide(new OrderCommand.AddLine(7, 2, Money.of("1.25")), MORNING.plusSeconds(1));
        order.decide(OrderWords.discard(), MORNING.plusSeconds(2));
        publisher.events(order.events());
        return order.events().size();
    }

    @Override
    public void close() {
        views.close();
        publisher.close();
    }
}
