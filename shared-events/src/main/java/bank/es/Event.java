package bank.es;

/** A fact about an aggregate; named in the past tense and never changed once written. */
public interface Event {}
