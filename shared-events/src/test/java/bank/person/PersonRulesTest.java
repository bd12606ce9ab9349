package bank.person;

import static bank.kit.PersonWords.ALICE;
import static bank.kit.PersonWords.AT_HOME;
import static bank.kit.PersonWords.ELSEWHERE;
import static bank.kit.PersonWords.changeTo;
import static bank.kit.PersonWords.changedTo;
import static bank.kit.PersonWords.createWith;
import static bank.kit.PersonWords.created;
import static bank.kit.PersonWords.forget;
import static bank.kit.PersonWords.forgotten;
import static bank.kit.PersonWords.move;
import static bank.kit.PersonWords.moved;
import static bank.person.MaritalStatus.MARRIED;
import static bank.person.MaritalStatus.SINGLE;

import bank.kit.GivenWhenThen;
import bank.person.Person.Forgotten;
import bank.person.Person.Registered;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonRulesTest {

    private final GivenWhenThen<PersonCommand, PersonEvent, Person> person = new GivenWhenThen<>(new PersonDecider());

    @Test
    void aPersonIsCreatedWithNameStatusAndAddress() {
        person.given().when(createWith(SINGLE)).then(created(SINGLE)).thenIs(new Registered(ALICE, SINGLE, AT_HOME));
    }

    @Test
    void aPersonIsCreatedOnce() {
        person.given(created(SINGLE)).when(createWith(MARRIED)).thenRefused(PersonRule.ALREADY_EXISTS);
    }

    @Test
    void aPersonMarriesAndMoves() {
        person.given(created(SINGLE))
                .when(changeTo(MARRIED))
                .then(changedTo(MARRIED))
                .thenIs(new Registered(ALICE, MARRIED, AT_HOME));
        person.given(created(SINGLE), changedTo(MARRIED))
                .when(move())
                .then(moved())
                .thenIs(new Registered(ALICE, MARRIED, ELSEWHERE));
    }

    @Test
    void whatIsSaidAgainIsAnEventToo() {
        person.given(created(SINGLE)).when(changeTo(SINGLE)).then(changedTo(SINGLE));
        person.given(created(SINGLE), moved()).when(move()).then(moved());
    }

    @Test
    void ofNobodyNothingCanBeSaid() {
        person.given().when(changeTo(MARRIED)).thenRefused("Person not found");
        person.given().when(move()).thenRefused("Person not found");
    }

    @Test
    void aPersonIsForgottenOnce() {
        person.given(created(SINGLE), changedTo(MARRIED))
                .when(forget())
                .then(forgotten())
                .thenIs(new Forgotten(MARRIED));
        person.given(created(SINGLE), forgotten()).when(forget()).thenNothing();
        person.given().when(forget()).thenRefused("Person not found");
    }

    @Test
    void ofAForgottenPersonNothingMoreIsSaid() {
        person.given(created(SINGLE), forgotten()).when(changeTo(MARRIED)).thenRefused("Person is forgotten");
        person.given(created(SINGLE), forgotten()).when(move()).thenRefused("Person is forgotten");
        person.given(created(SINGLE), forgotten()).when(createWith(SINGLE)).thenRefused(PersonRule.ALREADY_EXISTS);
        List.of(created(SINGLE), changedTo(MARRIED), moved(), forgotten())
                .forEach(event -> person.given(created(SINGLE), forgotten()).cannotBeFollowedBy(event));
    }

    @Test
    void nothingComesBeforeTheCreationAndNoSecondOneBehindIt() {
        List.of(changedTo(MARRIED), moved(), forgotten())
                .forEach(event -> person.given().cannotBeFollowedBy(event));
        person.given(created(SINGLE)).cannotBeFollowedBy(created(SINGLE));
    }
}
