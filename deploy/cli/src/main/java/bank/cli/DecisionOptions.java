package bank.cli;

import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is decided on, and why. */
final class DecisionOptions {

    @Mixin
    BankOptions bank = new BankOptions();

    @Parameters(paramLabel = "ID", description = "Its id.")
    String id = "";

    @Option(names = "--reason", description = "Why, for those who look at it later; it names nobody.")
    private String reason = "";

    @Option(names = "--json", description = "The event of the decision as JSON.")
    boolean json;

    ObjectNode body() {
        ObjectNode body = Json.MAPPER.createObjectNode();
        return reason.isEmpty() ? body : body.put("reason", reason);
    }
}
