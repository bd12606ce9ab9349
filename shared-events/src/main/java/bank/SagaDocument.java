package bank;

import bank.transfer.Transfer;
import bank.transfer.Transfer.Absent;
import bank.transfer.Transfer.Compensated;
import bank.transfer.Transfer.Compensating;
import bank.transfer.Transfer.Completed;
import bank.transfer.Transfer.Completing;
import bank.transfer.Transfer.Depositing;
import bank.transfer.Transfer.Refused;
import bank.transfer.Transfer.Terms;
import bank.transfer.Transfer.Withdrawing;
import bank.wire.Json;
import bank.wire.Snapshot;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A transfer as callers see it: a saga with its steps. The same for the answer to a transfer and for the query. */
public final class SagaDocument {

    private static final String COMPLETED = "completed";
    private static final String COMPENSATED = "compensated";
    private static final String FAILED = "failed";
    private static final String RUNNING = "running";

    private SagaDocument() {}

    /** The saga of a transfer's snapshot, its version at least 1. */
    public static ObjectNode of(Snapshot snapshot) {
        String id = snapshot.stream().id();
        Instant start = snapshot.created();
        Instant last = snapshot.time();
        return switch (snapshot.stateAs(Transfer.class)) {
            case Absent _ -> throw new IllegalArgumentException("There is no transfer " + id);
            case Withdrawing(var terms, var _) -> running(id, terms, RUNNING, start);
            case Depositing(var terms, var _) -> step(running(id, terms, RUNNING, start), "withdraw", COMPLETED);
            case Completing(var terms, var _, var _) -> moved(running(id, terms, RUNNING, start));
            case Compensating(var terms, var code, var error) ->
                step(step(running(id, terms, "compensating", start), "withdraw", COMPLETED), "deposit", FAILED)
                        .put("error", error)
                        .put("error_code", code);
            case Completed(var terms) -> moved(ended(id, terms, COMPLETED, start, last));
            case Refused(var terms, var code, var error) ->
                step(ended(id, terms, COMPENSATED, start, last), "withdraw", FAILED)
                        .put("error", error)
                        .put("error_code", code);
            case Compensated(var terms, var code, var error) ->
                step(step(ended(id, terms, COMPENSATED, start, last), "withdraw", COMPENSATED), "deposit", FAILED)
                        .put("error", error)
                        .put("error_code", code);
        };
    }

    /** The saga of a transfer of which no more is known than that it has been asked for. */
    public static ObjectNode requested(Terms terms, Instant at) {
        return running(terms.transferId(), terms, RUNNING, at);
    }

    private static ObjectNode moved(ObjectNode saga) {
        return step(step(saga, "withdraw", COMPLETED), "deposit", COMPLETED);
    }

    private static ObjectNode step(ObjectNode saga, String name, String status) {
        ((ArrayNode) saga.required("steps")).addObject().put("name", name).put("status", status);
        return saga;
    }

    private static ObjectNode running(String id, Terms terms, String status, Instant start) {
        return document(id, terms, status, start)
                .putNull("completed_at")
                .putNull("error")
                .putNull("error_code");
    }

    private static ObjectNode ended(String id, Terms terms, String status, Instant start, Instant end) {
        return document(id, terms, status, start)
                .put("completed_at", end.toString())
                .putNull("error")
                .putNull("error_code");
    }

    private static ObjectNode document(String id, Terms terms, String status, Instant start) {
        ObjectNode saga = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("type", "MoneyTransfer")
                .put("status", status)
                .put("from_account", terms.fromAccount())
                .put("to_account", terms.toAccount())
                .put("amount", terms.amount().plain());
        saga.putArray("steps");
        return saga.put("started_at", start.toString());
    }
}
