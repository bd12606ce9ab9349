package bank.processor;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what the group assigns, on a thread of its own, and tries again what stayed closed, until the group takes
 * it away. Thread-safe.
 */
final class Takeovers {

    private static final Logger LOG = LoggerFactory.getLogger(Takeovers.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    private final Takeover takeover;
    private final Inbox inbox;
    private final Claimer claimer;
    private final Consumer<Throwable> failed;
    private final ProcessorMetrics metrics;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("takeover").factory());
    private final Map<Slot, Closed> closed = new ConcurrentHashMap<>();

    /** Makes the claims its own, as far as the group still assigns them; returns when that is done. */
    interface Claimer {
        void claim(List<Claim> wanted, Map<Slot, Assignment> prepared) throws InterruptedException, ExecutionException;
    }

    private record Closed(Assignment assignment, String why) {}

    /** {@code failed} hears what makes all slots fail, and not one alone. */
    Takeovers(Takeover takeover, Inbox inbox, Claimer claimer, Consumer<Throwable> failed, ProcessorMetrics metrics) {
        this.takeover = takeover;
        this.inbox = inbox;
        this.claimer = claimer;
        this.failed = failed;
        this.metrics = metrics;
    }

    void begin(Collection<Assignment> assignments) {
        List<Assignment> given = List.copyOf(assignments);
        thread.execute(() -> takeOver(given, false));
    }

    /** Whether the slot is this instance's, but cannot be claimed. */
    boolean isClosed(Slot slot) {
        Closed found = closed.get(slot);
        return found != null && inbox.isCurrent(found.assignment());
    }

    /** All such slots, and why. */
    Map<Slot, String> closed() {
        return closed.entrySet().stream()
                .filter(entry -> inbox.isCurrent(entry.getValue().assignment()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().why()));
    }

    /** To prepare a slot that another instance has by now would shut that one out. */
    private void takeOver(List<Assignment> assignments, boolean again) {
        try {
            Map<Slot, Assignment> current = assignments.stream()
                    .filter(inbox::isCurrent)
                    .collect(Collectors.toMap(Assignment::slot, Function.identity()));
            if (current.isEmpty()) {
                return;
            }
            Timer.Sample begun = metrics.begin();
            Takeover.Prepared prepared = takeover.prepare(current.keySet(), again);
            current.forEach((slot, assignment) -> note(assignment, prepared.closed()));
            claimer.claim(prepared.claims(), current);
            metrics.tookOver(begun, prepared.claims().size());
            LOG.atInfo().addKeyValue("slots", prepared.claims().size()).log("Took over");
            retry(current, prepared.closed().keySet());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // Of whatever kind: slots that nobody claims would stand still.
            failed.accept(e);
        }
    }

    private void note(Assignment assignment, Map<Slot, String> reasons) {
        Slot slot = assignment.slot();
        String why = reasons.get(slot);
        if (why == null) {
            closed.remove(slot);
            return;
        }
        closed.put(slot, new Closed(assignment, why));
        LOG.atError()
                .addKeyValue("type", slot.type())
                .addKeyValue("partition", slot.partition())
                .addKeyValue("why", why)
                .log("A partition stays closed; it is tried again");
    }

    private void retry(Map<Slot, Assignment> current, Set<Slot> slots) {
        if (!slots.isEmpty()) {
            List<Assignment> left = current.values().stream()
                    .filter(assignment -> slots.contains(assignment.slot()))
                    .toList();
            var _ = thread.schedule(() -> takeOver(left, true), RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Interrupts what is being done; it has ended when this returns. */
    void end() {
        thread.shutdownNow();
        thread.close();
        takeover.close();
    }
}
