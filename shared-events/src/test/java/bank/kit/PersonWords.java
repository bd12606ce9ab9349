package bank.kit;

import bank.es.Personal;
import bank.person.MaritalStatus;
import bank.person.PersonCommand.ChangeAddress;
import bank.person.PersonCommand.ChangeStatus;
import bank.person.PersonCommand.Create;
import bank.person.PersonCommand.Forget;
import bank.person.PersonEvent.AddressChanged;
import bank.person.PersonEvent.PersonCreated;
import bank.person.PersonEvent.PersonForgotten;
import bank.person.PersonEvent.StatusChanged;

/** People in the words of the tests. */
public final class PersonWords {

    public static final Personal ALICE = new Personal("j1.key-of-alice.QWxpY2U");
    public static final Personal AT_HOME = new Personal("j1.key-of-alice.SG9tZQ");
    public static final Personal ELSEWHERE = new Personal("j1.key-of-alice.RWxzZXdoZXJl");

    private PersonWords() {}

    public static Create createWith(MaritalStatus status) {
        return new Create(ALICE, status, AT_HOME);
    }

    public static ChangeStatus changeTo(MaritalStatus status) {
        return new ChangeStatus(status);
    }

    public static ChangeAddress move() {
        return new ChangeAddress(ELSEWHERE);
    }

    public static Forget forget() {
        return new Forget();
    }

    public static PersonForgotten forgotten() {
        return new PersonForgotten();
    }

    public static PersonCreated created(MaritalStatus status) {
        return new PersonCreated(ALICE, status, AT_HOME);
    }

    public static StatusChanged changedTo(MaritalStatus status) {
        return new StatusChanged(status);
    }

    public static AddressChanged moved() {
        return new AddressChanged(ELSEWHERE);
    }
}
