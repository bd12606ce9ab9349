package bank.processor;

import java.time.Instant;

/** That this instance owns a slot, from one takeover on. Confined to the processor's thread but for its identity. */
final class Claim {

    private final Slot slot;
    private final String topicId;
    private long nextOffset;
    private Instant lastTime;

    Claim(Slot slot, long nextOffset, Instant lastTime, String topicId) {
        this.slot = slot;
        this.nextOffset = nextOffset;
        this.lastTime = lastTime;
        this.topicId = topicId;
    }

    /** The id of the snapshot topic, for the local store's position. */
    String topicId() {
        return topicId;
    }

    Slot slot() {
        return slot;
    }

    /** The offset on the command topic up to which commands have been dealt with. */
    long nextOffset() {
        return nextOffset;
    }

    void dealtWithBefore(long offset) {
        nextOffset = offset;
    }

    /** The time of the partition's last event; no later event is earlier. */
    Instant lastTime() {
        return lastTime;
    }

    void eventAt(Instant time) {
        if (time.isAfter(lastTime)) {
            lastTime = time;
        }
    }
}
