package bank.processor;

import bank.es.Envelope;
import bank.processor.Store.Position;
import bank.processor.Transactions.Written;
import java.time.Instant;
import java.util.Optional;

/** That this instance owns a slot, from one takeover on. Confined to the processor's thread but for its identity. */
final class Claim {

    private final SlotState state;
    private final String topicId;
    private Optional<Position> position;
    private long committedOffset;
    private long nextOffset;
    private long lastEventOffset;
    private String lastHash;
    private Instant lastTime;

    /**
     * @param topicId the snapshot topic's id
     * @param position how far that topic has been read, empty if nothing is there
     * @param committedOffset the committed offset on the command topic
     * @param last the partition's last event
     */
    Claim(SlotState state, String topicId, Optional<Position> position, long committedOffset, Checkpoint last) {
        this.state = state;
        this.topicId = topicId;
        this.position = position;
        this.committedOffset = committedOffset;
        this.nextOffset = Math.max(committedOffset, last.nextCommand());
        this.lastEventOffset = last.offset();
        this.lastHash = last.hash();
        this.lastTime = last.time();
    }

    Slot slot() {
        return state.slot();
    }

    /** The end of what this instance has read or written of the snapshot topic. */
    Optional<Position> position() {
        return position;
    }

    /** A row on the snapshot topic is committed. */
    void read(Written row) {
        position = Optional.of(Restore.position(
                topicId, row.offset(), row.record().key(), row.record().value()));
    }

    SlotState state() {
        return state;
    }

    /** The offset on the command topic before which all commands have been dealt with. */
    long nextOffset() {
        return nextOffset;
    }

    /** Whether Kafka does not know the offset yet; the events do. */
    boolean hasUncommittedOffset() {
        return nextOffset != committedOffset;
    }

    void offsetCommitted() {
        committedOffset = nextOffset;
    }

    void dealtWithBefore(long offset) {
        nextOffset = offset;
    }

    /** The time of the partition's last event; no later event is earlier. */
    Instant lastTime() {
        return lastTime;
    }

    void decided(Envelope event) {
        lastTime = event.time();
        lastHash = event.hash();
    }

    /** The events decided so far are committed, the last of them at that offset. */
    void committed(long offset) {
        lastEventOffset = offset;
    }

    /** The place of the last event; between two groups only. */
    Checkpoint checkpoint() {
        return new Checkpoint(lastEventOffset, lastHash, lastTime, nextOffset);
    }
}
