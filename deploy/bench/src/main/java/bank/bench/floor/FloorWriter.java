package bank.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.KafkaSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides in one thread and commits what waits as a group, with two transactional producers in turn: the next
 * transaction need not wait for the last one's markers. {@link #deposit} is thread-safe.
 */
final class FloorWriter implements Runnable {

    private static final int MAILBOX = 4_096;
    private static final int GROUP_MOST = 500;
    private static final int LINGER_MILLIS = 1;

    private final BlockingQueue<Deposit> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final Map<String, Account> accounts = new HashMap<>();
    private final List<Producer<byte[], byte[]>> producers;

    private record Deposit(String account, long amount, Consumer<String> answer) {}

    private record Account(long balance, long version) {}

    private record Decided(Deposit deposit, String answer) {}

    FloorWriter(KafkaSettings kafka) {
        producers =
                Stream.of("floor-a", "floor-b").map(id -> producer(kafka, id)).toList();
    }

    private static Producer<byte[], byte[]> producer(KafkaSettings kafka, String transactionalId) {
        Map<String, Object> config = kafka.transactionalProducer(transactionalId);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(config);
        producer.initTransactions();
        return producer;
    }

    /**
     * Takes a deposit, unless too many wait.
     *
     * @param answer is called with the response's body once the deposit is committed
     */
    boolean deposit(String account, long amount, Consumer<String> answer) {
        return mailbox.offer(new Deposit(account, amount, answer));
    }

    @Override
    public void run() {
        List<Deposit> group = new ArrayList<>();
        try {
            for (int turn = 0; ; turn = (turn + 1) % producers.size()) {
                group.add(mailbox.take());
                mailbox.drainTo(group, GROUP_MOST - 1);
                commit(producers.get(turn), group);
                group.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(Producer<byte[], byte[]> producer, List<Deposit> group) {
        producer.beginTransaction();
        List<Decided> decided = new ArrayList<>(group.size());
        for (Deposit deposit : group) {
            decided.add(new Decided(deposit, decide(producer, deposit)));
        }
        producer.commitTransaction();
        decided.forEach(one -> one.deposit().answer().accept(one.answer()));
    }

    private String decide(Producer<byte[], byte[]> producer, Deposit deposit) {
        Account before = accounts.getOrDefault(deposit.account(), new Account(0, 0));
        Account after = new Account(before.balance() + deposit.amount(), before.version() + 1);
        accounts.put(deposit.account(), after);
        String event = event(deposit, after.version());
        // What fails here fails the commit.
        var _ = producer.send(
                new ProducerRecord<>(Floor.EVENTS, deposit.account().getBytes(UTF_8), event.getBytes(UTF_8)));
        return "{\"event\":" + event + ",\"new_balance\":" + after.balance() + "}";
    }

    private static String event(Deposit deposit, long version) {
        return "{\"id\":\"evt-" + deposit.account() + "-" + version + "\",\"aggregate_id\":\"" + deposit.account()
                + "\",\"type\":\"MoneyDeposited\",\"data\":{\"amount\":" + deposit.amount() + "},\"version\":" + version
                + ",\"timestamp\":" + System.currentTimeMillis() + "}";
    }
}
