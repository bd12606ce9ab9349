package bank.projection.rebuild;

import bank.projection.status.ProjectionStatus;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewDifferences.Named;
import bank.projection.view.ViewDigest;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A rebuild as it is shown. */
final class RebuildDocument {

    private static final int HUNDRED = 100;

    private RebuildDocument() {}

    /**
     * As the log says, and as it is here.
     *
     * @param views those that are being built, if they run here
     * @param failure why this instance cannot do its part, if so
     */
    static ObjectNode of(RebuildState rebuild, Optional<StreamsViews> views, Optional<String> failure)
            throws InterruptedException {
        Optional<String> trouble = rebuild.ended() ? Optional.empty() : failure;
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("generation", rebuild.generation().toString())
                .put("phase", (trouble.isPresent() ? Phase.FAILED : rebuild.phase()).toString())
                .put("started_at", rebuild.since().toString());
        if (!rebuild.ended() && views.isPresent()) {
            progress(document, ProjectionStatus.of(views.get()));
        }
        if (rebuild.compared().size() == rebuild.partitions()) {
            document.set("comparison", comparison(rebuild));
        }
        trouble.ifPresent(text -> document.put("error", text));
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

    private static ObjectNode comparison(RebuildState rebuild) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("equal", rebuild.equal());
        SortedMap<Integer, Finding> findings = new TreeMap<>(rebuild.compared());
        findings.values().stream()
                .flatMap(finding -> finding.trouble().stream())
                .findFirst()
                .ifPresent(trouble -> document.put("error", trouble));
        ArrayNode partitions = document.putArray("partitions");
        ArrayNode differences = document.putArray("differences");
        findings.forEach((partition, finding) -> {
            finding.live().ifPresent(live -> partitions.add(of(rebuild, partition, live)));
            finding.differences()
                    .forEach(stream -> differences.add(named(stream).put("partition", partition)));
        });
        return document.put("more", findings.values().stream().anyMatch(Finding::more));
    }

    private static ObjectNode named(Named stream) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", stream.type())
                .put("id", stream.id())
                .put("what", stream.what());
    }

    private static ObjectNode of(RebuildState rebuild, int partition, ViewDigest live) {
        ObjectNode document =
                Json.MAPPER.createObjectNode().put("partition", partition).put("equal", rebuild.equal(partition));
        ObjectNode ends = document.putObject("ends");
        rebuild.built().getOrDefault(partition, Map.of()).forEach(ends::put);
        document.set("live", of(live));
        Optional.ofNullable(rebuild.digested().get(partition))
                .ifPresent(rebuilt -> document.set("rebuilt", of(rebuilt)));
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
