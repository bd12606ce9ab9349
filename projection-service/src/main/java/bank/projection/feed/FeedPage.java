package bank.projection.feed;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of the feed.
 *
 * @param events what was found
 * @param next where the next part begins
 * @param more whether there was more to look at
 */
record FeedPage(List<FeedEvent> events, FeedCursor next, boolean more) {

    /** Written as text: the events are that already. */
    String json() {
        return events.stream()
                .map(FeedEvent::json)
                .collect(Collectors.joining(",", "{\"events\":[", "],\"next\":\"" + next.text() + "\"}"));
    }
}
