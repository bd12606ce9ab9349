package bank.projection.rebuild;

import bank.http.Problem;
import bank.http.ProblemException;
import bank.projection.peer.Peers;
import bank.projection.peer.RoutedViews;
import bank.projection.query.QueryPool;
import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.Generation;
import bank.projection.streams.Leftovers;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsSettings;
import bank.projection.streams.StreamsViews;
import bank.projection.view.FoldSpans;
import bank.projection.view.Folding;
import bank.projection.view.VersionWaits;
import bank.wire.ContentCipher;
import bank.wire.Json;
import bank.wire.Partitions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live views, and the rebuild of them if there is one. Thread-safe; what it does for operators blocks. */
public final class Rebuilds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    private final RebuildParts parts;
    private final RebuildThread thread;

    private Rebuilds(RebuildParts parts) {
        this.parts = parts;
        this.thread = RebuildThread.start(parts);
    }

    /** Starts the generation that the log says is live, and goes on with the rebuild that it says has begun. */
    public static Rebuilds start(
            StreamsSettings settings,
            Partitions partitions,
            ContentCipher content,
            VersionWaits waits,
            FoldSpans spans,
            Peers peers,
            List<QueryPool> pools,
            InstantSource clock) {
        GenerationLog log = GenerationLog.start(settings, partitions);
        Generations known = log.now();
        LOG.atInfo().addKeyValue("generation", known.live()).log("The views begin");
        var live = new LiveViews(
                StreamsViews.start(settings, known.live(), partitions, content, Folding.live(waits, spans), log, clock),
                partition -> log.now().liveOf(partition));
        var routed = new RoutedViews(live, peers, clock);
        Function<Generation, StreamsViews> builder = next -> StreamsViews.start(
                settings,
                next,
                partitions,
                content,
                Folding.beside(waits, spans, id -> hasLetter(routed, id)),
                log,
                clock);
        var parts = new RebuildParts(live, log, peers, new Leftovers(settings), waits, pools, builder, clock);
        var rebuilds = new Rebuilds(parts);
        Thread.ofVirtual().name("leftovers").start(() -> rebuilds.sweep(known));
        return rebuilds;
    }

    private static boolean hasLetter(RoutedViews routed, String id) {
        try {
            return routed.all().stream().anyMatch(view -> view.letter(id).isPresent());
        } catch (RuntimeException e) {
            // A dead letter that is sent twice is one and the same.
            return false;
        }
    }

    /** A process that was killed may have left what it was deleting. */
    private void sweep(Generations known) {
        try {
            for (Generation found : parts.leftovers().all()) {
                boolean ours = found.form() == known.live().form() && found.compareTo(known.last()) <= 0;
                if (ours && !known.used().contains(found)) {
                    parts.leftovers().deleteOnceUnused(found);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("What former generations left could not be deleted; the next start tries again");
        }
    }

    public LiveViews live() {
        return parts.live();
    }

    /** Begins a rebuild. */
    synchronized void begin() throws InterruptedException {
        Generations before = parts.log().now();
        if (before.building().isPresent()) {
            throw new ProblemException(conflict("rebuild-under-way", "A rebuild is under way already"));
        }
        Generation next = asked(() -> unused(before.last()));
        if (!append(What.STARTED, next).building().map(RebuildState::generation).equals(Optional.of(next))) {
            throw new ProblemException(conflict("rebuild-under-way", "Another instance has begun a rebuild"));
        }
        LOG.atInfo().addKeyValue("generation", next).log("The views are rebuilt");
    }

    /** A number behind that one, of which nobody has left anything: one whose log was lost, for instance. */
    private Generation unused(Generation last) throws InterruptedException, ExecutionException {
        int number = parts.leftovers().all().stream()
                .filter(found -> found.form() == last.form())
                .mapToInt(Generation::number)
                .reduce(last.number(), Math::max);
        return new Generation(last.form(), number + 1);
    }

    /** Has the rebuilt views take the place of the live ones though they differ. */
    synchronized void switchAnyhow() throws InterruptedException {
        Optional<RebuildState> different =
                parts.log().now().building().filter(rebuild -> rebuild.phase() == Phase.DIFFERENT);
        if (different.isEmpty()
                || append(What.DECIDED, different.get().generation())
                        .latest()
                        .filter(RebuildState::decided)
                        .isEmpty()) {
            throw new ProblemException(
                    conflict("nothing-to-decide", "There are no rebuilt views that differ from the live ones"));
        }
    }

    /** Gives up the rebuild. */
    synchronized void drop() throws InterruptedException {
        Optional<RebuildState> building = parts.log().now().building();
        if (building.isEmpty()
                || append(What.DROPPED, building.get().generation())
                        .latest()
                        .filter(RebuildState::dropped)
                        .isEmpty()) {
            throw new ProblemException(conflict("no-rebuild", "There is no rebuild that can be given up"));
        }
    }

    private Generations append(What what, Generation generation) throws InterruptedException {
        return asked(() -> parts.log()
                .append(RebuildRecord.of(what, generation, parts.clock().instant())));
    }

    /** Deletes what views of other forms have left, unless an instance uses them; says which they were. */
    synchronized ObjectNode tidy() throws InterruptedException, ExecutionException {
        ObjectNode document = Json.MAPPER.createObjectNode();
        var deleted = document.putArray("deleted");
        var inUse = document.putArray("in_use");
        for (Generation found : new TreeSet<>(parts.leftovers().all())) {
            if (found.form() != parts.live().now().generation().form()) {
                (parts.leftovers().delete(found) ? deleted : inUse).add(found.toString());
            }
        }
        return document;
    }

    private interface Asked<T> {
        T ask() throws InterruptedException, ExecutionException;
    }

    private static <T> T asked(Asked<T> question) throws InterruptedException {
        try {
            return question.ask();
        } catch (KafkaException | ExecutionException e) {
            LOG.atWarn().setCause(e).log("Kafka cannot be asked for the generations of the views");
            throw new ProblemException(Problem.unavailable("Kafka cannot be asked at the moment"));
        }
    }

    private static Problem conflict(String code, String sentence) {
        return Problem.of(409, code, sentence, sentence, sentence);
    }

    /** The latest rebuild, if there was one. */
    public Optional<ObjectNode> document() throws InterruptedException {
        Optional<RebuildState> latest = parts.log().now().latest();
        return latest.isPresent()
                ? Optional.of(RebuildDocument.of(
                        latest.get(), parts.live().running(latest.get().generation()), thread.failure()))
                : Optional.empty();
    }

    @Override
    public void close() {
        thread.close();
        parts.log().close();
        parts.live().running().forEach(StreamsViews::close);
    }
}
