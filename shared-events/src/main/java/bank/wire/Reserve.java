package bank.wire;

import bank.es.Command;

/**
 * Uses up an idempotency key and does nothing else; no rule sees it. A creation's key belongs to its whole type: where
 * the caller names the aggregate's id himself, the key is first reserved at the stream whose id follows from the key.
 */
public record Reserve() implements Command {}
