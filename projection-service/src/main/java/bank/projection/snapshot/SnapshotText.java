package bank.projection.snapshot;

import bank.es.StreamId;
import bank.projection.query.AggregateList;
import bank.projection.query.AsOf;
import bank.projection.query.PartitionViews;
import bank.projection.query.Resource;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The JSON text of a snapshot, piece by piece. From one piece to the next nothing is kept but the place, so it can take
 * any time and be of any length. Thread-safe.
 */
final class SnapshotText {

    private static final int AGGREGATES_MOST = 1_000;

    private final PartitionViews views;
    private final List<Resource> resources;
    private final Cut cut;
    private final boolean isFinal;
    private final int lengthEnough;

    /** A piece ends behind the element with which it has that length. */
    SnapshotText(PartitionViews views, List<Resource> resources, Cut cut, boolean isFinal, int lengthEnough) {
        this.views = views;
        this.resources = resources;
        this.cut = cut;
        this.isFinal = isFinal;
        this.lengthEnough = lengthEnough;
    }

    /**
     * Where a piece begins.
     *
     * @param list which of the lists goes on
     * @param afterKey behind which aggregate
     * @param separator what has to stand before its next element
     */
    record Place(int list, String afterKey, String separator) {
        static final Place START = new Place(0, "", "");
    }

    /**
     * A piece of the text.
     *
     * @param next where the next one begins; none after the last
     */
    record Piece(String text, Optional<Place> next) {}

    /** The piece from that place on. */
    Piece at(Place place) {
        var text = new StringBuilder(place.equals(Place.START) ? beginning() : "");
        var elements = new Elements(resources.get(place.list()), text, place);
        boolean more =
                new AggregateList(resources.get(place.list()).type(), views).walk(place.afterKey(), elements::take);
        if (more) {
            return new Piece(text.toString(), Optional.of(elements.place));
        }
        int following = place.list() + 1;
        if (following == resources.size()) {
            return new Piece(text.append("]}").toString(), Optional.empty());
        }
        return new Piece(
                text.append("],").append(opening(following)).toString(), Optional.of(new Place(following, "", "")));
    }

    private String beginning() {
        return "{\"" + AsOf.PARAMETER + "\":\"" + cut.asOf() + "\",\"final\":" + isFinal + "," + opening(0);
    }

    private String opening(int list) {
        return "\"" + resources.get(list).listName() + "\":[";
    }

    /** Writes elements until the piece is long enough. Not thread-safe. */
    private final class Elements {

        private final Resource resource;
        private final StringBuilder text;
        private Place place;
        private int taken;

        Elements(Resource resource, StringBuilder text, Place place) {
            this.resource = resource;
            this.text = text;
            this.place = place;
        }

        boolean take(ViewRows view, int partition, StreamId stream) {
            Optional<ObjectNode> element = element(view, partition, stream);
            element.ifPresent(document -> text.append(place.separator()).append(Json.write(document)));
            place = new Place(place.list(), stream.key(), element.isPresent() ? "," : place.separator());
            taken++;
            return taken < AGGREGATES_MOST && text.length() < lengthEnough;
        }

        private Optional<ObjectNode> element(ViewRows view, int partition, StreamId stream) {
            Optional<VersionRow> row = view.last(resource.type(), stream, version -> cut.has(version, partition));
            return row.filter(shown -> shown.isFound(resource.type())).map(found -> {
                ObjectNode document = resource.document().apply(found);
                return views.parked(view, stream) ? document.put("parked", true) : document;
            });
        }
    }
}
