package bank.processor;

import bank.processor.Checkpointer.Part;
import bank.trace.Traced;
import bank.wire.Reply;
import bank.wire.Snapshot;
import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What one transaction writes: the records of all commands that it takes in. Confined to the processor's thread. */
final class Group {

    /** Who waits for this transaction, and what he will hear. */
    record Answer(CompletableFuture<Reply> caller, Reply reply) {}

    private final Set<Claim> claims = new HashSet<>();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Map<Claim, Long> offsets = new LinkedHashMap<>();
    private final Set<Claim> uncovered = new HashSet<>();
    private final Map<Claim, Snapshot> heads = new HashMap<>();
    private final List<Counter> outcomes = new ArrayList<>();
    private final List<Traced> spans = new ArrayList<>();
    private int changes;

    /** Takes in all that one command writes, so that the next command of the group sees it. */
    void add(Writes writes) {
        Claim claim = writes.claim();
        claims.add(claim);
        records.addAll(writes.records());
        writes.answer().ifPresent(answers::add);
        int before = claim.state().changes();
        writes.kept().ifPresent(claim.state()::put);
        writes.snapshot().ifPresent(claim.state()::put);
        changes += claim.state().changes() - before;
        writes.head().ifPresent(head -> heads.put(claim, head));
    }

    /** Takes in where the outcome of one more command counts. */
    void outcome(Counter counter) {
        outcomes.add(counter);
    }

    /** How many commands it has decided. */
    int size() {
        return outcomes.size();
    }

    /** Takes in the span of one more command, which ends with the group. */
    void span(Traced span) {
        spans.add(span);
    }

    /** Counts the outcomes, and ends the spans: all is committed. */
    void committed() {
        outcomes.forEach(Counter::increment);
        spans.forEach(Traced::end);
    }

    /** Ends the spans: it is not committed, or nobody knows. */
    void failed(String why) {
        spans.forEach(span -> span.fail(why));
    }

    /** Takes in a part of a checkpoint; with the last, Kafka hears how far the commands are dealt with. */
    void add(Part part, List<ProducerRecord<byte[], byte[]>> rows) {
        claims.add(part.claim());
        records.addAll(rows);
        if (part.place().isPresent() && part.claim().hasUncommittedOffset()) {
            dealtWithBefore(part.claim(), nextOffset(part.claim()));
        }
    }

    /** How much it changes in memory. */
    int changes() {
        return changes;
    }

    /** The record before this offset of the claim's command topic has been dealt with, and no event says so. */
    void dealtWithBefore(Claim claim, long offset) {
        offsets.put(claim, offset);
        uncovered.add(claim);
    }

    /** The same of a command whose events say so. */
    void dealtWithByEventsBefore(Claim claim, long offset) {
        offsets.put(claim, offset);
    }

    /** How far the claim's commands are dealt with, this group included. */
    long nextOffset(Claim claim) {
        return offsets.getOrDefault(claim, claim.nextOffset());
    }

    /** Whether there is anything to commit. */
    boolean writesNothing() {
        return records.isEmpty() && uncovered.isEmpty();
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Where all this belongs to. */
    Set<Claim> claims() {
        return claims;
    }

    Map<Claim, Long> offsets() {
        return offsets;
    }

    /** The claims whose offsets must be committed, because no event says how far they are. */
    Set<Claim> uncovered() {
        return uncovered;
    }

    /** For each claim with new events, the aggregate that has the last of them, after it. */
    Map<Claim, Snapshot> heads() {
        return heads;
    }

    List<Answer> answers() {
        return answers;
    }

    /**
     * What one command writes, complete before any of it is taken into a group.
     *
     * @param claim to where its aggregate lives
     * @param records what goes to Kafka
     * @param head the aggregate, if it has new events
     * @param snapshot the aggregate, if anything about it changed
     * @param kept what is kept of the command, if it has an idempotency key
     * @param answer who waits here for it
     * @param reply what it came to
     */
    record Writes(
            Claim claim,
            List<ProducerRecord<byte[], byte[]>> records,
            Optional<Snapshot> head,
            Optional<Held> snapshot,
            Optional<Kept> kept,
            Optional<Answer> answer,
            Reply reply) {

        /** Records, and perhaps an answer; no aggregate has changed. */
        static Writes only(
                Claim claim, List<ProducerRecord<byte[], byte[]>> records, Optional<Answer> answer, Reply reply) {
            return new Writes(claim, records, Optional.empty(), Optional.empty(), Optional.empty(), answer, reply);
        }
    }

    /** A new idempotency record under its key, and how long its row is. */
    record Kept(String recordKey, IdempotencyRecord record, int bytes) {}
}
