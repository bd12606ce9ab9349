package bank.projection.rebuild;

import bank.projection.rebuild.Comparison.OfPartition;
import bank.projection.status.ProjectionStatus;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewDifferences.Named;
import bank.projection.view.ViewDigest;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A rebuild as it is shown. */
final class RebuildDocument {

    private static final int HUNDRED = 100;

    private RebuildDocument() {}

    static ObjectNode of(Rebuild rebuild) throws InterruptedException {
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("generation", rebuild.generation().toString())
                .put("phase", rebuild.phase().toString())
                .put("started_at", rebuild.since().toString());
        Optional<StreamsViews> built = rebuild.built();
        if (built.isPresent()) {
            progress(document, ProjectionStatus.of(built.get()));
        }
        rebuild.comparison().ifPresent(comparison -> document.set("comparison", of(comparison)));
        rebuild.failure().ifPresent(failure -> document.put("error", failure));
        return document;
    }

    private static void progress(ObjectNode document, ArrayNode projections) {
        long position = sum(projections, "position");
        long end = sum(projections, "end");
        document.put("position", position)
                .put("end", end)
                .put("percent", end == 0 ? HUNDRED : Math.min(HUNDRED, position * HUNDRED / end))
                .set("projections", projections);
    }

    private static long sum(ArrayNode projections, String field) {
        long sum = 0;
        for (JsonNode projection : projections) {
            sum += projection.path(field).longValue();
        }
        return sum;
    }

    private static ObjectNode of(Comparison comparison) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("equal", comparison.equal());
        comparison.trouble().ifPresent(trouble -> document.put("error", trouble));
        ArrayNode partitions = document.putArray("partitions");
        comparison.partitions().forEach(partition -> partitions.add(of(partition)));
        ArrayNode differences = document.putArray("differences");
        boolean more = false;
        for (OfPartition partition : comparison.partitions()) {
            for (Named stream : partition.differences().streams()) {
                differences.add(named(stream).put("partition", partition.partition()));
            }
            more = more || partition.differences().more();
        }
        comparison.marks().forEach(mark -> differences.add(named(mark)));
        return document.put("more", more);
    }

    private static ObjectNode named(Named stream) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", stream.type())
                .put("id", stream.id())
                .put("what", stream.what());
    }

    private static ObjectNode of(OfPartition partition) {
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("partition", partition.partition())
                .put("equal", partition.equal());
        ObjectNode ends = document.putObject("ends");
        partition.ends().forEach(ends::put);
        document.set("live", of(partition.live()));
        document.set("rebuilt", of(partition.rebuilt()));
        return document;
    }

    private static ObjectNode of(ViewDigest digest) {
        return Json.MAPPER
                .createObjectNode()
                .put("events", digest.counts().events())
                .put("aggregates", digest.counts().aggregates())
                .put("transactions", digest.counts().transactions())
                .put("rows", digest.rows())
                .put("sha256", digest.sha256());
    }
}
