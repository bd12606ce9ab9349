package bank.projection.letter;

import bank.letter.Letter;
import bank.projection.query.Ask;
import bank.projection.query.PartitionViews;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import bank.wire.Domain;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What operators decided on dead letters: the last decision on each. */
record Decided(PartitionViews views) {

    static final String OPEN = "open";
    private static final String REPLAYED = "replayed";
    private static final String DISCARDED = "discarded";
    static final String[] STATUSES = {OPEN, REPLAYED, DISCARDED};

    /** Whether a dead letter is open, replayed or discarded. */
    String status(String id) {
        var stream = Ask.stream(Domain.LETTER.name(), id);
        return views.of(stream.key())
                .head(Domain.LETTER, stream)
                .map(row -> status((Letter) row.snapshot().state()))
                .orElse(OPEN);
    }

    private static String status(Letter letter) {
        return switch (letter) {
            case Letter.Open _ -> OPEN;
            case Letter.Replayed _ -> REPLAYED;
            case Letter.Discarded _ -> DISCARDED;
        };
    }

    /** Says in a dead letter's document what was decided on it. */
    void tell(String id, ObjectNode document) {
        var stream = Ask.stream(Domain.LETTER.name(), id);
        ViewRows view = views.of(stream.key());
        Optional<VersionRow> decision = view.head(Domain.LETTER, stream);
        Letter letter = decision.map(row -> (Letter) row.snapshot().state()).orElseGet(Letter.Open::new);
        document.put("status", status(letter));
        switch (letter) {
            case Letter.Open _ -> document.putNull("decision");
            case Letter.Replayed(var reason) ->
                document.set("decision", decision(view, decision.orElseThrow(), reason));
            case Letter.Discarded(var reason) ->
                document.set("decision", decision(view, decision.orElseThrow(), reason));
        }
    }

    private static ObjectNode decision(ViewRows view, VersionRow row, Optional<String> reason) {
        String actor = view.log(Domain.LETTER.name(), row.offset())
                .orElseThrow()
                .tree()
                .required("actor")
                .textValue();
        return Json.MAPPER
                .createObjectNode()
                .put("actor", actor)
                .put("timestamp", row.snapshot().time().toString())
                .put("reason", reason.orElse(null));
    }
}
