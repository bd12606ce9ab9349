package bank.projection.query;

import bank.Aggregates;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.personal.PersonalFields;
import bank.personal.SubjectKeys;
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

    public PersonalView(SubjectKeys keys, InstantSource clock) {
        this.keys = keys;
        this.fields = new PersonalFields(keys);
        this.clock = clock;
    }

    /** The datum in clear; none where the subject's key is gone. */
    public Optional<JsonNode> clear(StreamId subject, Instant created, Personal personal) {
        Optional<JsonNode> clear = fields.decrypt(subject.key(), personal);
        if (clear.isEmpty()) {
            throwIfNew(created);
        }
        return clear;
    }

    /** The event as JSON, its personal fields in clear text. */
    public String event(Envelope event) {
        boolean personal = !Aggregates.named(event.stream().type())
                .event(event.type())
                .personal()
                .isEmpty();
        if (personal && keys.find(event.stream().key()).isEmpty()) {
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
