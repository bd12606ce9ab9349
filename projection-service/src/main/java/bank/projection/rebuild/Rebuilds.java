package bank.projection.rebuild;

import bank.http.Problem;
import bank.http.ProblemException;
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
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live views, and the rebuild of them if there is one. Thread-safe; what it does for operators blocks. */
public final class Rebuilds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    private final RebuildParts parts;
    private volatile Optional<Rebuild> latest = Optional.empty();

    private Rebuilds(RebuildParts parts) {
        this.parts = parts;
    }

    /** Starts the generation that the log says is live, and goes on with the rebuild that it says has begun. */
    public static Rebuilds start(
            StreamsSettings settings,
            Partitions partitions,
            ContentCipher content,
            VersionWaits waits,
            FoldSpans spans,
            QueryPool pool,
            InstantSource clock) {
        var log = new GenerationLog(settings, partitions);
        Generations generations = log.read();
        LOG.atInfo().addKeyValue("generation", generations.live()).log("The views begin");
        var live = new LiveViews(StreamsViews.start(
                settings, generations.live(), partitions, content, Folding.live(waits, spans), clock));
        var rebuilds = new Rebuilds(new RebuildParts(
                live,
                log,
                new Leftovers(settings),
                waits,
                pool,
                next -> StreamsViews.start(
                        settings,
                        next,
                        partitions,
                        content,
                        Folding.beside(waits, spans, id -> hasLetter(live, id)),
                        clock),
                clock));
        generations.building().ifPresent(next -> rebuilds.begin(next, generations));
        Thread.ofVirtual().name("leftovers").start(() -> rebuilds.sweep(settings.form(), generations));
        return rebuilds;
    }

    private static boolean hasLetter(LiveViews live, String id) {
        try {
            return live.all().stream().anyMatch(view -> view.letter(id).isPresent());
        } catch (RuntimeException e) {
            // A dead letter that is sent twice is one and the same.
            return false;
        }
    }

    /** A process that was killed may have left what it was deleting. */
    private void sweep(int form, Generations generations) {
        try {
            for (Generation found : parts.leftovers().all()) {
                boolean known = found.form() == form
                        && found.number() <= generations.last().number();
                if (known && !generations.uses(found)) {
                    parts.leftovers().delete(found);
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

    private void begin(Generation next, Generations generations) {
        latest = Optional.of(Rebuild.start(parts, next, generations.since()));
    }

    public LiveViews live() {
        return parts.live();
    }

    /** Begins a rebuild. */
    synchronized void begin() throws InterruptedException, ExecutionException {
        Generations before = asked(() -> parts.log().read());
        if (before.building().isPresent()
                || latest.filter(one -> !one.phase().ended()).isPresent()) {
            throw new ProblemException(conflict("rebuild-under-way", "A rebuild is under way already"));
        }
        if (!parts.isAlone()) {
            throw new ProblemException(conflict(
                    "several-instances", "Views are rebuilt by one instance alone; stop the others meanwhile"));
        }
        Generation next = before.next();
        if (!parts.leftovers().delete(next)) {
            throw new ProblemException(
                    Problem.unavailable("What an earlier rebuild left is still in use; it goes away in a moment"));
        }
        Generations after = asked(() -> parts.log()
                .append(RebuildRecord.of(What.STARTED, next, parts.clock().instant())));
        if (!after.building().equals(Optional.of(next))) {
            throw new ProblemException(conflict("rebuild-under-way", "Another instance has begun a rebuild"));
        }
        LOG.atInfo().addKeyValue("generation", next).log("The views are rebuilt");
        begin(next, after);
    }

    /** Has the rebuilt views take the place of the live ones though they differ. */
    void switchAnyhow() {
        if (!latest.filter(Rebuild::switchAnyhow).isPresent()) {
            throw new ProblemException(
                    conflict("nothing-to-decide", "There are no rebuilt views that differ from the live ones"));
        }
    }

    /** Gives up the rebuild. */
    synchronized void drop() throws InterruptedException, ExecutionException {
        if (latest.isEmpty() || !asked(latest.get()::drop)) {
            throw new ProblemException(conflict("no-rebuild", "There is no rebuild that can be given up"));
        }
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

    private static <T> T asked(Asked<T> question) throws InterruptedException, ExecutionException {
        try {
            return question.ask();
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("Kafka cannot be asked for the generations of the views");
            throw new ProblemException(Problem.unavailable("Kafka cannot be asked at the moment"));
        }
    }

    private static Problem conflict(String code, String sentence) {
        return Problem.of(409, code, sentence, sentence, sentence);
    }

    /** The latest rebuild since the service has started, if there was one. */
    public Optional<ObjectNode> document() throws InterruptedException {
        return latest.isPresent() ? Optional.of(RebuildDocument.of(latest.get())) : Optional.empty();
    }

    @Override
    public void close() {
        latest.ifPresent(Rebuild::stop);
        parts.live().now().close();
    }
}
