package bank.host;

import bank.wire.Environment;
import bank.wire.SettingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process: what it starts, it stops in the reverse order when it is told to end; a setting that is wrong ends it
 * with a sentence and exit code 1. Thread-safe.
 */
public final class Host {

    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean stopped;

    private Host() {}

    /** What the process does at its start. */
    @FunctionalInterface
    public interface Program {
        void start(Environment environment, Host host) throws Exception;
    }

    /** The whole of a {@code main}: returns once the program has started. */
    public static void run(Program program) {
        var host = new Host();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(host::stop));
        try {
            var environment = new Environment(System.getenv());
            environment
                    .unknown()
                    .forEach(name -> LOG.atWarn()
                            .addKeyValue("variable", name)
                            .log("There is no such setting: it has no effect"));
            program.start(environment, host);
        } catch (Throwable e) {
            // An error too must end the process, whose other threads would go on.
            Throwable reason = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            if (reason instanceof SettingException) {
                System.err.println(reason.getMessage());
            } else if (!host.stopped()) {
                LOG.atError().setCause(reason).log("The start failed");
            }
            System.exit(1);
        }
    }

    private synchronized boolean stopped() {
        return stopped;
    }

    /** Has it closed at the end, before all that was kept earlier. */
    public <T extends AutoCloseable> T keep(T part) {
        synchronized (this) {
            if (!stopped) {
                parts.push(part);
                return part;
            }
        }
        close(part);
        throw new IllegalStateException("Stopped while starting");
    }

    private synchronized void stop() {
        stopped = true;
        parts.forEach(Host::close);
        parts.clear();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("part", part.getClass().getSimpleName())
                    .setCause(e)
                    .log("It did not stop well");
        }
    }
}
