package bank.wrong.wire;

import bank.wrong.Aggregates;

/** A class of the wire that knows the register. */
public record KnowsTheRegister(Aggregates register) {}
