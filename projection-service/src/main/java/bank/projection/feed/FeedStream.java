package bank.projection.feed;

import bank.projection.query.Pieces;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/**
 * The feed as server-sent events, a page at a time. Where nothing happens, a heartbeat shows that the connection lives,
 * and tells how far the feed has been looked through.
 */
final class FeedStream implements Pieces.Source {

    private static final String OPENING = "retry: 1000\n\n";

    private final FeedReader reader;
    private final Duration heartbeat;
    private FeedCursor place;
    private boolean opened;

    /** It is never silent for longer than {@code heartbeat}. */
    FeedStream(FeedReader reader, FeedCursor from, Duration heartbeat) {
        this.reader = reader;
        this.heartbeat = heartbeat;
        this.place = from;
    }

    @Override
    public Future<Optional<Buffer>> next() {
        if (reader.ended()) {
            return Future.succeededFuture(Optional.empty());
        }
        // The first comes at once, so that the caller knows that he is connected.
        return reader.next(place, opened ? heartbeat : Duration.ZERO)
                .map(page -> Optional.of(Buffer.buffer(text(page))));
    }

    private String text(FeedPage page) {
        var text = new StringBuilder(opened ? "" : OPENING);
        FeedCursor behind = place;
        for (FeedEvent event : page.events()) {
            behind = event.behind(behind);
            text.append("id: ").append(behind.text());
            text.append("\nevent: ").append(event.type());
            text.append("\ndata: ").append(event.json()).append("\n\n");
        }
        if (page.events().isEmpty()) {
            text.append(": heartbeat\nid: ").append(page.next().text()).append("\n\n");
        }
        opened = true;
        place = page.next();
        return text.toString();
    }
}
