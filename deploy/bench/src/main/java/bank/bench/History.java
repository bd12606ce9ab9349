package bank.bench;

import bank.bench.history.HistoryProcess;
import bank.bench.machine.Children;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A folder of the bank's with a history of so many events, and the broker that wrote it, until that is stopped. */
final class History implements AutoCloseable {

    private static final int EVENTS_PER_ACCOUNT = 10;
    private static final Duration START = Duration.ofMinutes(2);
    /** What the slowest machine does in a second that we would wait for. */
    private static final int EVENTS_PER_SECOND_LEAST = 2_000;

    private final WorkFolder folder;
    private final SystemProcess broker;
    private final int events;

    private History(WorkFolder folder, SystemProcess broker, int events) {
        this.folder = folder;
        this.broker = broker;
        this.events = events;
    }

    /** Writes one. */
    static History write(int events, int port) throws InterruptedException {
        WorkFolder folder = WorkFolder.make();
        List<String> command = new ArrayList<>(Children.java(HistoryProcess.class, Subject.JVM_OPTIONS));
        command.addAll(HistoryProcess.arguments(events, events / EVENTS_PER_ACCOUNT));
        var history = new History(folder, SystemProcess.start(command, folder.path(), port), events);
        try {
            history.broker.awaitReady(history.readyMost());
            return history;
        } catch (IllegalStateException | InterruptedException e) {
            history.close();
            throw e;
        }
    }

    /** Its broker's address. */
    String bootstrap() {
        return broker.bootstrap();
    }

    /** Ends its broker, so that a bank can take its place. */
    void stopBroker() throws InterruptedException {
        broker.stop();
    }

    Path folder() {
        return folder.path();
    }

    int events() {
        return events;
    }

    int accounts() {
        return events / EVENTS_PER_ACCOUNT;
    }

    /** How long a process may take that reads or writes all of it at its start. */
    Duration readyMost() {
        return START.plusSeconds(events / EVENTS_PER_SECOND_LEAST);
    }

    @Override
    public void close() {
        broker.close();
        folder.close();
    }
}
