package bank.command.account;

import bank.account.Account;
import bank.account.Account.Active;
import bank.es.Envelope;
import bank.http.Answer;
import bank.personal.PersonalFields;
import bank.personal.SubjectKeys;
import bank.wire.Reply;

/** What a caller hears when a command on an account took effect. Every such command is one event. */
final class AccountAnswers {

    private final PersonalFields personal;

    AccountAnswers(SubjectKeys keys) {
        personal = new PersonalFields(keys);
    }

    Answer opened(Reply.Accepted accepted) {
        Envelope event = event(accepted);
        String id = event.stream().id();
        return tagged(201, event, "{\"account_id\":\"" + id + "\",\"event\":" + personal.write(event) + "}")
                .with("Location", "/api/queries/accounts/" + id);
    }

    Answer moved(Reply.Accepted accepted) {
        Envelope event = event(accepted);
        return switch (accepted.after().stateAs(Account.class)) {
            case Active active ->
                tagged(
                        200,
                        event,
                        "{\"event\":" + personal.write(event) + ",\"new_balance\":" + active.balance() + "}");
            case Account.Absent _, Account.Closed _ ->
                throw new IllegalStateException("Money moved on an account that is not active");
        };
    }

    Answer closed(Reply.Accepted accepted) {
        Envelope event = event(accepted);
        return tagged(200, event, "{\"event\":" + personal.write(event) + "}");
    }

    private static Envelope event(Reply.Accepted accepted) {
        return accepted.events().getLast();
    }

    private static Answer tagged(int status, Envelope event, String json) {
        return Answer.json(status, json).with("ETag", "\"" + event.version() + "\"");
    }
}
