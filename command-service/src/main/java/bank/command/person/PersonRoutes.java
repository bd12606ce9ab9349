package bank.command.person;

import bank.Aggregates;
import bank.command.gateway.AggregateCommands;
import bank.command.gateway.BodyFields;
import bank.command.gateway.Call;
import bank.command.gateway.Canonical;
import bank.command.gateway.CommandRoutes;
import bank.command.gateway.Gateway;
import bank.command.gateway.Resource;
import bank.command.gateway.Wish;
import bank.person.MaritalStatus;
import bank.person.PersonCommand.ChangeAddress;
import bank.person.PersonCommand.ChangeStatus;
import bank.person.PersonCommand.Create;
import bank.person.PersonCommand.Forget;
import bank.person.PersonRule;
import bank.personal.SubjectKeys;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;

/** The commands on people by HTTP. Name and address are encrypted whole, so that nobody sees even what is in them. */
public final class PersonRoutes implements CommandRoutes {

    private static final Resource PEOPLE =
            new Resource(Aggregates.PERSON, "people", "person_id", "per-", PersonRule.NOT_FOUND);
    private static final String STATUS = "status";
    private static final int CHARACTERS_MOST = 200;

    @Override
    public void mount(Router router, Gateway gateway, SubjectKeys keys) {
        var people = new AggregateCommands(gateway, keys, PEOPLE);
        String path = PEOPLE.path();
        router.post(path + "/:id/status").handler(people.command(PersonRoutes::changeStatus));
        router.post(path + "/:id/address").handler(people.command(PersonRoutes::changeAddress));
        router.post(path + "/:id/forget").handler(people.forgetting(new Forget()));
        router.post(path).handler(people.creation(PersonRoutes::create));
    }

    private static Wish create(Call call) {
        Canonical says = call.canonical("create");
        ObjectNode name = texts(call, says, "name", "firstname", "lastname");
        MaritalStatus status = status(call, says);
        ObjectNode address = address(call, says);
        return new Wish.Confidential(says, key -> new Create(key.encrypt(name), status, key.encrypt(address)));
    }

    private static Wish changeStatus(Call call) {
        Canonical says = call.canonical(STATUS);
        return new Wish.Plain(says, new ChangeStatus(status(call, says)));
    }

    private static Wish changeAddress(Call call) {
        Canonical says = call.canonical("address");
        ObjectNode address = address(call, says);
        return new Wish.Confidential(says, key -> new ChangeAddress(key.encrypt(address)));
    }

    private static MaritalStatus status(Call call, Canonical says) {
        MaritalStatus status = call.fields().word(STATUS, MaritalStatus.class);
        says.add(STATUS, status.toString());
        return status;
    }

    private static ObjectNode address(Call call, Canonical says) {
        return texts(call, says, "address", "street", "city");
    }

    /** An object of two texts. */
    private static ObjectNode texts(Call call, Canonical says, String object, String one, String other) {
        BodyFields fields = call.fields().object(object);
        ObjectNode texts = Json.MAPPER.createObjectNode();
        for (String name : new String[] {one, other}) {
            String text = fields.text(name, CHARACTERS_MOST);
            texts.put(name, text);
            says.add(object + "/" + name, text);
        }
        return texts;
    }
}
