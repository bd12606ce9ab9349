package bank;

import bank.account.AccountRule;
import bank.wire.Reply;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How transfers were written before, and what that is today. */
final class TransferUpcasts {

    private static final String OF_UNKNOWN_KIND = "refused";

    private TransferUpcasts() {}

    /** Version 1 of a refusal had a sentence for people only; the sentence tells which rule it was. */
    static ObjectNode withCode(ObjectNode refusal) {
        return refusal.put("code", codeOf(refusal.required("error").textValue()));
    }

    private static String codeOf(String error) {
        if (error.startsWith("Expected version ")) {
            return Reply.Conflict.CODE;
        }
        if (error.startsWith("Insufficient balance: ")) {
            return AccountRule.INSUFFICIENT_FUNDS.code();
        }
        if (error.endsWith(" not found")) {
            return AccountRule.NOT_FOUND.code();
        }
        return error.endsWith(" is not active") ? AccountRule.NOT_ACTIVE.code() : OF_UNKNOWN_KIND;
    }
}
