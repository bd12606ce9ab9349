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

/**
 * Personal data in clear text. The keys come by a topic of their own, so a new subject's key may be later than its first
 * event: that is a 503, and only where a key has stayed away is the datum gone. Thread-safe.
 */
public final class PersonalView {

    private static final Duration KEY_DELAY_MOST = Duration.ofSeconds(10);

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
        if (clear.isEmpty() && !isForgotten(stream)) {
            throwIfNew(created);
        }
        return clear;
    }

    /** Whether nobody can read the personal data of the stream any more, as far as this instance knows. */
    public boolean isForgotten(StreamId stream) {
        return keys.isForgotten(Subjects.of(stream));
    }

    /** The event as JSON, its personal fields in clear text. */
    public String event(Envelope event) {
        if (fields.lacksKey(event)) {
            throwIfNew(event.time());
        }
        return fields.write(event);
    }

    private void throwIfNew(Instant since) {
        if (since.plus(KEY_DELAY_MOST).isAfter(clock.instant())) {
            throw new ProblemException(Problem.unavailable("The key of the personal data is not here yet"));
        }
    }
}
