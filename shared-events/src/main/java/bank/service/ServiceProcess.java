package bank.service;

import bank.http.HttpFront;
import bank.http.Service;
import bank.personal.SubjectKeys;
import bank.personal.TopicSubjectKeys;
import bank.wire.Environment;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.SettingException;
import bank.wire.TopicInitialiser;
import bank.wire.Topics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one service as a process of its own, from its start to the signal that stops it. */
public final class ServiceProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
    private static final int PARTITIONS_MOST = 1_000;
    private static final int REPLICATION_MOST = 9;
    private static final long READY_CHECK_MILLIS = 20;

    /** Starts a service; it must return at once. */
    @FunctionalInterface
    public interface Starter {
        Service start(Environment environment, Partitions partitions, SubjectKeys keys, Vertx vertx);
    }

    private final String name;
    private final Environment environment;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private long phaseStart = System.nanoTime();

    private ServiceProcess(String name, Environment environment) {
        this.name = name;
        this.environment = environment;
    }

    /** Runs until SIGTERM or SIGINT; a wrong setting ends the process with a sentence. */
    public static void run(String name, Starter starter) {
        var process = new ServiceProcess(name, new Environment(System.getenv()));
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.stop(main), "stop"));
        try {
            process.serve(starter);
        } catch (SettingException e) {
            System.err.println(e.getMessage());
            exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("service", name).log("The service cannot run");
            exit(1);
        }
    }

    /** From a thread of its own, for the hook that exiting runs waits for this one. */
    private static void exit(int status) {
        new Thread(() -> System.exit(status), "exit").start();
    }

    private void stop(Thread main) {
        stopping.countDown();
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Starter starter) throws InterruptedException {
        long start = System.nanoTime();
        environment.changed().forEach(setting -> LOG.info("Setting {}", setting));
        Vertx vertx = Vertx.vertx();
        try (AutoCloseableVertx _ = new AutoCloseableVertx(vertx);
                HttpFront front = HttpFront.start(environment, vertx)) {
            phase("http", "port " + front.port());
            Partitions partitions = topics();
            phase("topics", partitions.count() + " partitions each");
            try (TopicSubjectKeys keys = openKeys(partitions)) {
                phase("keys", "read");
                run(front, starter.start(environment, partitions, keys, vertx), start);
            }
        }
        LOG.atInfo().addKeyValue("service", name).log("Stopped");
    }

    private void run(HttpFront front, Service service, long start) throws InterruptedException {
        try (service) {
            front.serve(service);
            front.allServed();
            boolean stopped = false;
            while (!stopped && !service.ready()) {
                stopped = stopping.await(READY_CHECK_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (!stopped) {
                phase("service", "ready");
                LOG.atInfo()
                        .addKeyValue("service", name)
                        .addKeyValue("ms", millisSince(start))
                        .log("Ready");
                stopping.await();
            }
            LOG.atInfo().addKeyValue("service", name).log("Stopping");
            // Callers hear of it and finish before what serves them goes.
            front.close();
        }
    }

    private void phase(String phase, String what) {
        LOG.atInfo()
                .addKeyValue("phase", phase)
                .addKeyValue("ms", millisSince(phaseStart))
                .log(what);
        phaseStart = System.nanoTime();
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private Partitions topics() throws InterruptedException {
        var kafka = new KafkaSettings(environment.text(Setting.KAFKA_BOOTSTRAP));
        try (Admin admin = Admin.create(kafka.admin())) {
            var initialiser = new TopicInitialiser(
                    admin,
                    new Topics(environment.text(Setting.TOPIC_PREFIX)),
                    environment.number(Setting.PARTITIONS, 1, PARTITIONS_MOST),
                    environment.number(Setting.REPLICATION_FACTOR, 1, REPLICATION_MOST));
            while (stopping.getCount() > 0) {
                try {
                    return initialiser.run();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof RetriableException)) {
                        throw new SettingException("Kafka at " + kafka.bootstrap()
                                + " does not let us make the topics: " + e.getMessage());
                    }
                    LOG.atWarn().addKeyValue("bootstrap", kafka.bootstrap()).log("Kafka does not answer, trying again");
                }
            }
        }
        throw new SettingException("Stopped while Kafka did not answer.");
    }

    private TopicSubjectKeys openKeys(Partitions partitions) {
        TopicSubjectKeys keys = TopicSubjectKeys.start(environment, partitions, name);
        try {
            keys.ready().join();
            return keys;
        } catch (CompletionException e) {
            keys.close();
            throw e.getCause() instanceof SettingException wrong ? wrong : e;
        }
    }

    /** Vert.x closes without throwing, which its own interface does not say. */
    private record AutoCloseableVertx(Vertx vertx) implements AutoCloseable {
        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
