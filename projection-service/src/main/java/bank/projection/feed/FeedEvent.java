package bank.projection.feed;

import bank.projection.query.PersonalView;
import bank.wire.EventJson;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as the feed shows it.
 *
 * @param aggregateType its aggregate's type
 * @param partition where it stands
 * @param offset where it stands there
 * @param type its own type
 * @param json all of it, readable
 */
record FeedEvent(String aggregateType, int partition, long offset, String type, String json) {

    static FeedEvent of(MergedEvents.Found found, JsonNode tree, PersonalView personal) {
        String tenant = tree.required("tenant").textValue();
        String event = personal.event(EventJson.read(tenant, found.type(), tree));
        String json = "{\"tenant\":" + Json.write(tenant) + ",\"aggregate_type\":" + Json.write(found.type()) + ","
                + event.substring(1);
        return new FeedEvent(
                found.type(),
                found.partition(),
                found.row().offset(),
                tree.required("type").textValue(),
                json);
    }

    /** Behind this event, coming from that place. */
    FeedCursor behind(FeedCursor before) {
        return before.with(aggregateType, partition, offset + 1);
    }
}
