package bank.person;

import bank.es.Event;
import bank.es.Personal;

/** What can happen to a person, as far as it is entered. */
public sealed interface PersonEvent extends Event {

    record PersonCreated(Personal name, MaritalStatus status, Personal address) implements PersonEvent {}

    record StatusChanged(MaritalStatus status) implements PersonEvent {}

    record AddressChanged(Personal address) implements PersonEvent {}

    record PersonForgotten() implements PersonEvent {}
}
