package bank.processor;

import bank.wire.ContentCipher;
import bank.wire.DeadLetters;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slots that a takeover leaves closed because their records fit neither each other nor the rules, and why. The
 * others need not wait for them. Confined to one thread.
 */
final class Closures {

    /** Something about one slot's records is wrong; Kafka and the local store work. */
    static final class ClosedException extends RuntimeException {
        private final String why;

        ClosedException(String why) {
            super(why);
            this.why = why;
        }
    }

    private final ContentCipher content;
    private final Map<Slot, String> reasons = new HashMap<>();

    Closures(ContentCipher content) {
        this.content = content;
    }

    /** Does what concerns one slot alone: where its records make that fail, it is closed. */
    void attempt(Slot slot, String place, Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            throw e;
        } catch (ClosedException e) {
            close(slot, e.why);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            close(slot, place + ": " + DeadLetters.causeInClear(content, e));
        }
    }

    void close(Slot slot, String why) {
        reasons.putIfAbsent(slot, why);
    }

    boolean isClosed(Slot slot) {
        return reasons.containsKey(slot);
    }

    /** Those of the slots that are not closed. */
    List<Slot> without(Collection<Slot> slots) {
        return slots.stream().filter(slot -> !isClosed(slot)).toList();
    }

    Map<Slot, String> reasons() {
        return Map.copyOf(reasons);
    }
}
