package bank.command.gateway;

import bank.wire.KafkaSettings;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records from a thread of its own, because the producer blocks while it does not know a topic. Thread-safe. */
final class CommandSender implements AutoCloseable {

    private static final int QUEUED_MOST = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final ExecutorService thread;

    CommandSender(KafkaSettings kafka) {
        producer = new KafkaProducer<>(kafka.producer());
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUED_MOST),
                Thread.ofPlatform().name("command-sender").daemon().factory());
    }

    /**
     * Sends the records.
     *
     * @return done when all of them are durable; fails with a {@link RejectedExecutionException} if one was not sent
     */
    CompletableFuture<Void> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<CompletableFuture<Void>> sent =
                records.stream().map(_ -> new CompletableFuture<Void>()).toList();
        try {
            thread.execute(() -> {
                for (int i = 0; i < records.size(); i++) {
                    send(records.get(i), sent.get(i));
                }
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }

    private void send(ProducerRecord<byte[], byte[]> record, CompletableFuture<Void> sent) {
        Thread here = Thread.currentThread();
        try {
            var _ = producer.send(record, (_, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else if (here.equals(Thread.currentThread())) {
                    // Refused before it went to the producer's own thread, which alone speaks with Kafka.
                    sent.completeExceptionally(notSent(failure));
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            sent.completeExceptionally(notSent(e));
        }
    }

    private static RejectedExecutionException notSent(Exception cause) {
        return new RejectedExecutionException("Kafka cannot be reached", cause);
    }

    /** Sends what waits, and stops. */
    @Override
    public void close() {
        thread.close();
        producer.close();
    }
}
