package bank.projection.query;

import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.personal.PersonalFields;
import bank.personal.SubjectKeys;
import bank.personal.Subjects;
import bank.wire.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Personal data in clear text. The keys come by a topic of their own, so a new subject's key may come later than its
 * first event, though it was there first: who asks meanwhile waits for it. Where the key does not stand on its topic, the
 * datum is gone. Thread-safe.
 */
public final class PersonalView {

    /** No key comes later than this after what it encrypts, however far the clocks of two instances are apart. */
    private static final Duration KEY_DELAY_MOST = Duration.ofMinutes(1);

    private static final Duration WAIT_MOST = Duration.ofSeconds(2);

    private final SubjectKeys keys;
    private final PersonalFields fields;
    private final InstantSource clock;

    public PersonalView(Domain domain, SubjectKeys keys, InstantSource clock) {
        this.keys = keys;
        this.fields = new PersonalFields(domain::named, keys);
        this.clock = clock;
    }

    /** The datum in clear; none where the subject is forgotten or its key is gone. */
    public Optional<JsonNode> clear(StreamId stream, Instant created, Personal personal) {
        Optional<JsonNode> clear = fields.decrypt(Subjects.of(stream), personal);
        if (clear.isEmpty() && !isForgotten(stream) && isNew(created)) {
            readKeys();
            return fields.decrypt(Subjects.of(stream), personal);
        }
        return clear;
    }

    /** Whether nobody can read the personal data of the stream any more, as far as this instance knows. */
    public boolean isForgotten(StreamId stream) {
        return keys.isForgotten(Subjects.of(stream));
    }

    /** The event as JSON, its personal fields in clear text. */
    public String event(Envelope event) {
        if (fields.lacksKey(event) && isNew(event.time())) {
            readKeys();
        }
        return fields.write(event);
    }

    private boolean isNew(Instant since) {
        return since.plus(KEY_DELAY_MOST).isAfter(clock.instant());
    }

    private void readKeys() {
        try {
            keys.readToEnd().get(WAIT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(Problem.unavailable("The key of the personal data is not here yet"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
