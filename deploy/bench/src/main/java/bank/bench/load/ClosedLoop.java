package bank.bench.load;

import bank.bench.machine.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Carries out one order: so many clients, each of which asks again as soon as it has its answer, all in the caller's
 * thread. In such a loop a system that stalls is asked less: the latencies are those that waiting clients see.
 */
final class ClosedLoop {

    private static final long SELECT_MILLIS = 20;
    private static final long DRAIN_MILLIS = 15_000;

    private final LoadOrder order;
    private final SplittableRandom random = new SplittableRandom(System.nanoTime());
    private Tally tally = new Tally(Duration.ZERO);
    private boolean stopping;
    private int open;
    private int opened;

    ClosedLoop(LoadOrder order) {
        this.order = order;
    }

    LoadResult run() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port());
        RequestTemplate template = order.scenario().template();
        List<Client> clients = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int number = 0; number < order.clients(); number++) {
                Client client = Client.connect(address, template, selector);
                clients.add(client);
                open++;
                askNext(client);
            }
            select(selector, order.warmUpMillis());
            tally = new Tally(systemCpu());
            select(selector, order.measureMillis());
            tally.end();
            stopping = true;
            select(selector, DRAIN_MILLIS);
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
        for (; open > 0; open--) {
            tally.answered(Tally.BROKEN, 0);
        }
        return tally.result();
    }

    private Duration systemCpu() {
        return ProcessHandle.of(order.pid()).map(Usage::cpu).orElse(Duration.ZERO);
    }

    /** Lets the clients ask for so long, or until none is left. */
    private void select(Selector selector, long millis) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (open > 0 && System.nanoTime() < end) {
            selector.select(this::read, SELECT_MILLIS);
        }
    }

    private void read(SelectionKey key) {
        var client = (Client) key.attachment();
        try {
            int status = client.read();
            if (status != ResponseReader.INCOMPLETE) {
                tally.answered(status, System.nanoTime() - client.askedAt());
                askNext(client);
            }
        } catch (IOException e) {
            // A client whose connection broke asks no more; the result tells.
            tally.answered(Tally.BROKEN, 0);
            key.cancel();
            open--;
        }
    }

    private void askNext(Client client) throws IOException {
        if (stopping || isAllOpened()) {
            open--;
        } else if (order.scenario() == Scenario.OPEN) {
            client.ask(opened++, 0);
        } else {
            int one = random.nextInt(order.accounts());
            int other = (one + 1 + random.nextInt(order.accounts() - 1)) % order.accounts();
            client.ask(one, other);
        }
    }

    private boolean isAllOpened() {
        return order.scenario() == Scenario.OPEN && opened >= order.accounts();
    }
}
