package bank.processor;

import static bank.processor.Workplace.account;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.kit.TestKafka;
import bank.wire.CommandEnvelope;
import bank.wire.CommandEnvelope.Idempotency;
import bank.wire.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Whoever does not know whether his command was served asks again, and hears what he would have heard. */
class RetryLawTest {

    private static final int COMMANDS = 90;
    private static final int ACCOUNTS = 3;
    private static final int UNITS = 100;
    private static final int VERSION_MOST = 10;

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(2);

    @Seeded(5)
    void aRepeatIsAnsweredLikeTheFirstAndDoesNothing(Gen gen) throws Exception {
        var workplace = new Workplace(kafka, folder);
        List<CommandEnvelope> commands =
                IntStream.range(0, COMMANDS).mapToObj(i -> command(gen, i)).toList();
        Map<CommandEnvelope, Reply> first;
        List<Envelope> events;
        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            first = ask(processor, commands);
            events = workplace.events("account");

            assertRepeats(first, ask(processor, shuffled(gen, commands)));
        }
        try (var successor = workplace.start(gen.flag() ? "one" : "another", Aggregates.ACCOUNT)) {
            assertRepeats(first, ask(successor, shuffled(gen, commands)));
        }
        assertThat(workplace.events("account")).isEqualTo(events);
    }

    /** Nothing is released: the next owner shuts the dead one out, and what he had not committed never was. */
    @Seeded(5)
    void alsoWhereTheOwnerDiesAtWork(Gen gen) throws Exception {
        var workplace = new Workplace(kafka, folder);
        List<CommandEnvelope> commands =
                IntStream.range(0, COMMANDS).mapToObj(i -> command(gen, i)).toList();
        Map<CommandEnvelope, Reply> first = new HashMap<>();
        try (var dying = workplace.start("one", Aggregates.ACCOUNT)) {
            int heard = gen.between(0, COMMANDS / 2);
            first.putAll(ask(dying, commands.subList(0, heard)));
            List<CommandEnvelope> last = commands.subList(heard, COMMANDS);
            List<CompletableFuture<Reply>> asked =
                    last.stream().map(dying::submit).toList();
            if (gen.flag()) {
                asked.get(gen.between(0, asked.size() - 1)).get(20, SECONDS);
            }
            kill(workplace);
            for (int i = 0; i < last.size(); i++) {
                first.put(last.get(i), Workplace.outcome(asked.get(i)));
            }
        }
        first.values().removeIf(reply -> reply instanceof Reply.Unavailable || reply instanceof Reply.Unknown);
        try (var successor = workplace.start(gen.flag() ? "one" : "another", Aggregates.ACCOUNT)) {
            Map<CommandEnvelope, Reply> again = ask(successor, shuffled(gen, commands));

            first.forEach((command, reply) ->
                    assertThat(again.get(command)).as(command.toString()).isEqualTo(marked(reply)));
            List<Envelope> events = workplace.events("account");
            assertThat(events).extracting(Envelope::id).doesNotHaveDuplicates();
            assertRepeats(again, ask(successor, shuffled(gen, commands)));
            assertThat(workplace.events("account")).isEqualTo(events);
        }
    }

    /** The processor's thread ends where it stands, and releases nothing. */
    private static void kill(Workplace workplace) throws InterruptedException {
        String name = "processor-"
                + workplace
                        .settings("one", Optional.empty(), Aggregates.ACCOUNT)
                        .name();
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    private static void assertRepeats(Map<CommandEnvelope, Reply> first, Map<CommandEnvelope, Reply> again) {
        first.forEach((command, reply) ->
                assertThat(again.get(command)).as(command.toString()).isEqualTo(marked(reply)));
    }

    private static Reply marked(Reply first) {
        return switch (first) {
            case Reply.Accepted(var events, var after, var _) -> new Reply.Accepted(events, after, true);
            case Reply.Rejected(var kind, var code, var sentence, var _) ->
                new Reply.Rejected(kind, code, sentence, true);
            case Reply.Conflict(var expected, var actual, var _) -> new Reply.Conflict(expected, actual, true);
            case Reply.KeyReused reused -> reused;
            case Reply other -> throw new AssertionError("Nobody should hear " + other);
        };
    }

    /** Asks for all at once. */
    private static Map<CommandEnvelope, Reply> ask(Processor processor, List<CommandEnvelope> commands)
            throws Exception {
        Map<CommandEnvelope, CompletableFuture<Reply>> asked = new HashMap<>();
        commands.forEach(command -> asked.put(command, processor.submit(command)));
        Map<CommandEnvelope, Reply> heard = new HashMap<>();
        for (var one : asked.entrySet()) {
            heard.put(one.getKey(), Workplace.outcome(one.getValue()));
        }
        return heard;
    }

    /** Any command to any account; the key is sometimes one that another command has used before. */
    private static CommandEnvelope command(Gen gen, int index) {
        StreamId stream = account("acc-" + gen.between(1, ACCOUNTS));
        var plain = Workplace.command(stream, what(gen));
        String key = "key-" + (gen.onceIn(10) ? gen.between(0, index) : index);
        return new CommandEnvelope(
                plain.id(),
                stream,
                plain.command(),
                gen.onceIn(5) ? OptionalLong.of(gen.between(0, VERSION_MOST)) : OptionalLong.empty(),
                Optional.of(new Idempotency(key, "request " + index)),
                plain.cause(),
                plain.time());
    }

    private static AccountCommand what(Gen gen) {
        return switch (gen.between(1, 20)) {
            case 1 -> new Close();
            case 2, 3, 4, 5 -> new Open(new Personal("x"), gen.amount(UNITS));
            default -> gen.flag() ? new Deposit(gen.amount(UNITS)) : new Withdraw(gen.amount(UNITS));
        };
    }

    private static List<CommandEnvelope> shuffled(Gen gen, List<CommandEnvelope> commands) {
        List<CommandEnvelope> left = new ArrayList<>(commands);
        List<CommandEnvelope> order = new ArrayList<>();
        while (!left.isEmpty()) {
            order.add(left.remove(gen.between(0, left.size() - 1)));
        }
        return order;
    }
}
