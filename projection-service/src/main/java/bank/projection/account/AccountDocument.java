package bank.projection.account;

import bank.account.Account;
import bank.es.Personal;
import bank.money.Money;
import bank.projection.query.PersonalView;
import bank.projection.view.VersionRow;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An account as callers see it. */
final class AccountDocument {

    private final PersonalView personal;

    AccountDocument(PersonalView personal) {
        this.personal = personal;
    }

    private record Shown(Optional<Personal> owner, Money balance, String status) {}

    ObjectNode of(VersionRow row) {
        Shown shown = shown(row);
        Optional<String> owner = owner(row);
        ObjectNode account = Json.MAPPER
                .createObjectNode()
                .put("id", row.snapshot().stream().id())
                .put("owner", owner.orElse(null))
                .put("balance", shown.balance().plain())
                .put("status", shown.status())
                .put("opened_at", row.snapshot().created().toString())
                .put("version", row.version());
        if (owner.isEmpty() && (shown.owner().isEmpty() || personal.isForgotten(row.snapshot().stream()))) {
            account.put("forgotten", true);
        }
        return account;
    }

    Optional<String> owner(VersionRow row) {
        return shown(row)
                .owner()
                .flatMap(owner ->
                        personal.clear(row.snapshot().stream(), row.snapshot().created(), owner))
                .map(JsonNode::textValue);
    }

    static String status(VersionRow row) {
        return shown(row).status();
    }

    private static Shown shown(VersionRow row) {
        return switch (row.snapshot().stateAs(Account.class)) {
            case Account.Active(var owner, var balance, var _) -> new Shown(owner, balance, "active");
            case Account.Closed(var owner) -> new Shown(owner, Money.ZERO, "closed");
            case Account.Absent _ -> throw new IllegalStateException("An account with events is not absent");
        };
    }
}
