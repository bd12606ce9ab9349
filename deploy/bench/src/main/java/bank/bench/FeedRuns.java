package bank.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Measures how fast one reader gets all events by HTTP, page after page, each of which it parses. */
final class FeedRuns {

    static final String PER_SECOND = "events/s";

    private static final String READER = "one reader, 1000 events a page";
    private static final String FIRST = "first time, events/s";
    private static final String CPU = "the bank's CPU µs an event";
    private static final String PAGE = "/api/queries/feed?limit=1000";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Options options;
    private final Comparison figures = new Comparison("Feed by HTTP");

    FeedRuns(Options options) {
        this.options = options;
    }

    Comparison run(History history) throws InterruptedException {
        try (SystemProcess system = SystemProcess.start(Subject.BANK.command(), history.folder(), options.port())) {
            system.awaitReady(history.readyMost());
            system.awaitQuiet();
            measure(system, FIRST);
            for (int round = 0; round < options.rounds(); round++) {
                Duration before = system.cpu();
                long events = measure(system, PER_SECOND);
                figures.add(READER, CPU, system.cpu().minus(before).toNanos() / NANOS_PER_MICRO / events);
            }
            system.stop();
        }
        return figures;
    }

    private long measure(SystemProcess system, String figure) throws InterruptedException {
        long before = System.nanoTime();
        long events = readAll(new BankCalls(system.port()));
        figures.add(READER, figure, events * NANOS_PER_SECOND / (System.nanoTime() - before));
        return events;
    }

    private static long readAll(BankCalls calls) throws InterruptedException {
        long events = 0;
        JsonNode page = calls.get(PAGE);
        while (!page.path("events").isEmpty()) {
            events += page.path("events").size();
            page = calls.get(PAGE + "&after=" + page.path("next").asText());
        }
        return events;
    }
}
