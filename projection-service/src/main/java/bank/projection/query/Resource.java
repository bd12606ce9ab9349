package bank.projection.query;

import bank.es.Rejection;
import bank.http.Problem;
import bank.projection.view.VersionRow;
import bank.wire.AggregateType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * The aggregates of one type, as callers see them.
 *
 * @param type their type
 * @param name what stands for them in paths, and for their list: {@code people}
 * @param listName how the snapshot of the whole system calls their list
 * @param idField what a history calls the id of one: {@code person_id}
 * @param notFound what a caller hears of one that is not there
 * @param document how one of them looks, now or at any version
 * @param now how one looks now, with what is only known of the present
 */
public record Resource(
        AggregateType<?, ?, ?> type,
        String name,
        String listName,
        String idField,
        Rejection notFound,
        Function<VersionRow, ObjectNode> document,
        Function<VersionRow, ObjectNode> now) {

    /** Aggregates of which no more is known of the present than of the past. */
    public Resource(
            AggregateType<?, ?, ?> type,
            String name,
            String idField,
            Rejection notFound,
            Function<VersionRow, ObjectNode> document) {
        this(type, name, name, idField, notFound, document, document);
    }

    public String path() {
        return "/api/queries/" + name;
    }

    public Problem missing() {
        return Problem.notFound(notFound.code(), notFound.sentence());
    }
}
