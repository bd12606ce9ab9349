package bank.es;

/** A wish that an aggregate may accept or refuse; named in the imperative. */
public interface Command {}
