package bank.wrong.wire;

import bank.wrong.processor.KnowsTheWire;

/** A class of the wire that knows its user. */
public record KnowsTheProcessor(KnowsTheWire processor) {}
