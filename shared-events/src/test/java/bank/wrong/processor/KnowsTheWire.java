package bank.wrong.processor;

import bank.wrong.wire.KnowsTheProcessor;

/** The other half of a cycle. */
public record KnowsTheWire(KnowsTheProcessor wire) {}
