package bank.command.gateway;

import bank.es.Rejection;
import bank.es.StreamId;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.wire.AggregateType;
import bank.wire.Ids;
import io.vertx.ext.web.RoutingContext;

/**
 * The aggregates of one type, as callers name them.
 *
 * @param type their type
 * @param name what stands for them in paths: {@code people}
 * @param idField what an answer calls the id of one: {@code person_id}
 * @param idPrefix how the ids begin that are made here: {@code per-}
 * @param notFound what a caller hears of one that is not there
 */
public record Resource(AggregateType<?, ?, ?> type, String name, String idField, String idPrefix, Rejection notFound) {

    /** Where their commands are. */
    public String path() {
        return "/api/commands/" + name;
    }

    /** Where one of them can be asked for. */
    public String location(String id) {
        return "/api/queries/" + name + "/" + id;
    }

    public StreamId stream(String id) {
        return new StreamId(Gateway.TENANT, type.name(), id);
    }

    /** The one that the path names. */
    public StreamId named(RoutingContext request) {
        return stream(Endpoint.id(request, () -> Problem.notFound(notFound.code(), notFound.sentence())));
    }

    /** The id of a new one. It follows from the call's key, so that a repeat of the call finds the same one. */
    public String newId(Call call) {
        return call.idempotencyKey()
                .map(key -> Ids.derived(idPrefix, Gateway.TENANT, type.name(), key))
                .orElseGet(() -> Ids.random(idPrefix));
    }
}
