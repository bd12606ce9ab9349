package bank.person;

import static bank.es.Outcome.accept;
import static bank.es.Outcome.reject;
import static bank.person.PersonRule.ALREADY_EXISTS;
import static bank.person.PersonRule.IS_FORGOTTEN;
import static bank.person.PersonRule.NOT_FOUND;

import bank.es.Decider;
import bank.es.Outcome;
import bank.person.Person.Absent;
import bank.person.Person.Forgotten;
import bank.person.Person.Registered;
import bank.person.PersonCommand.ChangeAddress;
import bank.person.PersonCommand.ChangeStatus;
import bank.person.PersonCommand.Create;
import bank.person.PersonCommand.Forget;
import bank.person.PersonEvent.AddressChanged;
import bank.person.PersonEvent.PersonCreated;
import bank.person.PersonEvent.PersonForgotten;
import bank.person.PersonEvent.StatusChanged;

/**
 * The rules of a person's entry. What is entered again as it stands is an event too: somebody said so at that time, and
 * of an address nobody but its reader can tell whether it is the same.
 */
public final class PersonDecider implements Decider<PersonCommand, PersonEvent, Person> {

    private record On(Person person, PersonCommand command) {}

    @Override
    public Person initial() {
        return new Absent();
    }

    @Override
    public Outcome<PersonEvent> decide(Person person, PersonCommand command) {
        return switch (new On(person, command)) {
            case On(Absent _, Create(var name, var status, var address)) ->
                accept(new PersonCreated(name, status, address));
            case On(var _, Create _) -> reject(ALREADY_EXISTS);
            case On(Absent _, var _) -> reject(NOT_FOUND);
            case On(Registered _, ChangeStatus(var status)) -> accept(new StatusChanged(status));
            case On(Registered _, ChangeAddress(var address)) -> accept(new AddressChanged(address));
            case On(Registered _, Forget _) -> accept(new PersonForgotten());
            // To ask for it again is right, and nothing more happens.
            case On(Forgotten _, Forget _) -> accept();
            case On(Forgotten _, ChangeStatus _), On(Forgotten _, ChangeAddress _) -> reject(IS_FORGOTTEN);
        };
    }

    private record After(Person person, PersonEvent event) {}

    @Override
    public Person evolve(Person person, PersonEvent event) {
        return switch (new After(person, event)) {
            case After(Absent _, PersonCreated(var name, var status, var address)) ->
                new Registered(name, status, address);
            case After(Registered(var name, var _, var address), StatusChanged(var status)) ->
                new Registered(name, status, address);
            case After(Registered(var name, var status, var _), AddressChanged(var address)) ->
                new Registered(name, status, address);
            case After(Registered(var _, var status, var _), PersonForgotten _) -> new Forgotten(status);
            case After(Absent _, var _), After(Forgotten _, var _), After(Registered _, PersonCreated _) ->
                throw new IllegalStateException(event.getClass().getSimpleName() + " cannot follow "
                        + person.getClass().getSimpleName());
        };
    }
}
