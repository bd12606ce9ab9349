package bank.person;

import bank.es.Command;
import bank.es.Personal;

/** What can be asked of a person's entry. */
public sealed interface PersonCommand extends Command {

    record Create(Personal name, MaritalStatus status, Personal address) implements PersonCommand {}

    record ChangeStatus(MaritalStatus status) implements PersonCommand {}

    record ChangeAddress(Personal address) implements PersonCommand {}

    record Forget() implements PersonCommand {}
}
