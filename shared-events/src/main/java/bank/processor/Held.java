package bank.processor;

import bank.wire.Snapshot;

/**
 * An aggregate in memory.
 *
 * @param bytes how long its row is, or will be at most
 */
record Held(Snapshot snapshot, int bytes) {}
