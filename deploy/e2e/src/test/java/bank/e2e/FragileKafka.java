package bank.e2e;

import bank.broker.EmbeddedBroker;
import bank.kit.KafkaProxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.protocol.ApiKeys;

/** A Kafka that can fall silent, be gone, and come back with its data. Not thread-safe. */
final class FragileKafka implements AutoCloseable {

    private final Path folder;
    private final AtomicInteger brokerPort = new AtomicInteger();
    private final KafkaProxy proxy = KafkaProxy.start(brokerPort::get);
    private EmbeddedBroker broker;

    private FragileKafka(Path folder) {
        this.folder = folder;
        this.broker = newBroker();
    }

    static FragileKafka start(Path folder) {
        return new FragileKafka(folder);
    }

    private EmbeddedBroker newBroker() {
        EmbeddedBroker started = EmbeddedBroker.startBehind(proxy.port(), folder);
        brokerPort.set(started.port());
        return started;
    }

    /** Its address, which stays the same. */
    String bootstrap() {
        return "127.0.0.1:" + proxy.port();
    }

    /** From now on who writes gets no answers, and returns when the first has written: everybody or one client. */
    void fallSilentTo(String client, Runnable writing) throws InterruptedException {
        proxy.holdAnswersFrom(ApiKeys.PRODUCE, client);
        writing.run();
        proxy.tripped().await();
    }

    /** The answers come. */
    void speak() {
        proxy.release();
    }

    /** The answers that have not come never will. */
    void stop() {
        broker.close();
        proxy.heal();
    }

    void startAgain() {
        broker = newBroker();
    }

    @Override
    public void close() {
        broker.close();
        proxy.close();
    }
}
