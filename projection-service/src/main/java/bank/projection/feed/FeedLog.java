package bank.projection.feed;

import bank.http.ProblemException;
import bank.projection.query.PartitionViews;
import bank.projection.query.PersonalView;
import bank.projection.view.LogRow;
import bank.projection.view.ViewRows;
import bank.wire.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the feed from the views. Thread-safe; it blocks, never for long. */
final class FeedLog {

    /** After so many characters a page ends. */
    private static final int LENGTH_ENOUGH = 1 << 20;

    private final Domain domain;
    private final PartitionViews views;
    private final PersonalView personal;
    private final int lookedAtMost;

    /** At one reading it looks at so many events, wanted or not. */
    FeedLog(Domain domain, PartitionViews views, PersonalView personal, int lookedAtMost) {
        this.domain = domain;
        this.views = views;
        this.personal = personal;
        this.lookedAtMost = lookedAtMost;
    }

    /** Whether all that is before that place is in the log. */
    boolean has(FeedCursor place) {
        List<ViewRows> partitions = views.all();
        return domain.names().stream().allMatch(type -> {
            for (int partition = 0; partition < partitions.size(); partition++) {
                long offset = place.offset(type, partition);
                if (offset > 0 && offset > end(partitions.get(partition), type)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static long end(ViewRows view, String type) {
        return view.lastLog(type, Long.MAX_VALUE).map(LogRow::offset).orElse(-1L) + 1;
    }

    /**
     * The next events that are wanted, as many as can be found by looking at so many. It ends before one that cannot be
     * made readable at the moment; if that is the first, there is no page.
     */
    FeedPage read(FeedCursor from, FeedFilter filter, int limit) {
        var page = new Page(filter, limit);
        try (var events = new MergedEvents(domain, views, from, filter)) {
            while (events.hasNext() && page.goesOn()) {
                if (!page.take(events.peek())) {
                    return new FeedPage(page.found, events.place(), false);
                }
                events.pass();
            }
            return new FeedPage(page.found, events.place(), events.hasNext());
        }
    }

    /** A page in the making. Not thread-safe. */
    private final class Page {

        final List<FeedEvent> found = new ArrayList<>();
        private final FeedFilter filter;
        private final int limit;
        private int lookedAt;
        private int length;

        Page(FeedFilter filter, int limit) {
            this.filter = filter;
            this.limit = limit;
        }

        boolean goesOn() {
            return found.size() < limit && lookedAt < lookedAtMost && length < LENGTH_ENOUGH;
        }

        /** Looks at an event; false where the page has to end before it. */
        boolean take(MergedEvents.Found event) {
            lookedAt++;
            JsonNode tree = event.row().tree();
            if (!filter.wants(tree)) {
                return true;
            }
            try {
                found.add(FeedEvent.of(event, tree, personal));
            } catch (ProblemException e) {
                if (found.isEmpty()) {
                    throw e;
                }
                return false;
            }
            length += found.getLast().json().length();
            return true;
        }
    }
}
