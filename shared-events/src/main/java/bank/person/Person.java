package bank.person;

import bank.es.Personal;

/** A person's state, a type per phase. */
public sealed interface Person {

    record Absent() implements Person {}

    /** Somebody was here, and who it was nobody knows any more. */
    record Forgotten(MaritalStatus status) implements Person {}

    record Registered(Personal name, MaritalStatus status, Personal address) implements Person {}
}
