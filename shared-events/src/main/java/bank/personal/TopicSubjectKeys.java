package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.ContentCipher;
import bank.wire.Environment;
import bank.wire.Ids;
import bank.wire.Json;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.Topics;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The subjects' keys, kept in a compacted topic. The first key record of a subject is its key for everybody: who makes
 * one writes it, reads what the topic holds by then, and uses the first. Behind the marker of a forgotten subject there
 * is none. Thread-safe.
 */
public final class TopicSubjectKeys implements SubjectKeys, AutoCloseable {

    private static final int CACHED_MOST = 50_000;
    private static final int CREATIONS_MOST = 10_000;
    private static final Duration CREATION_LIMIT = Duration.ofSeconds(4);

    private final String topic;
    private final Partitions partitions;
    private final MasterKeys masters;
    private final SubjectKeyStore store;
    private final Producer<byte[], byte[]> producer;
    private final SubjectKeyFollower follower;
    private final Encryption encryption;
    private final ContentKey contentKey;
    private final ContentCipher content;
    private final Cache<String, SubjectKey> cache =
            Caffeine.newBuilder().maximumSize(CACHED_MOST).build();
    private final ConcurrentMap<String, CompletableFuture<SubjectKey>> creations = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Void>> forgettings = new ConcurrentHashMap<>();

    private TopicSubjectKeys(
            KafkaSettings kafka,
            String topic,
            Partitions partitions,
            MasterKeys masters,
            SubjectKeyStore store,
            Encryption encryption) {
        this.encryption = encryption;
        this.topic = topic;
        this.partitions = partitions;
        this.masters = masters;
        this.store = store;
        this.producer = new KafkaProducer<>(kafka.producer());
        this.follower = new SubjectKeyFollower(kafka, topic, partitions, masters, store, producer, this::changed);
        this.contentKey = new ContentKey(this, encryption);
        this.content = contentKey.cipher();
    }

    static TopicSubjectKeys start(
            KafkaSettings kafka,
            Topics topics,
            Partitions partitions,
            MasterKeys masters,
            Path folder,
            Encryption encryption) {
        var keys = new TopicSubjectKeys(
                kafka, topics.subjectKeys(), partitions, masters, SubjectKeyStore.open(folder), encryption);
        keys.follower.start();
        var _ = keys.follower.caughtUp().whenComplete(keys.contentKey::begin);
        return keys;
    }

    /**
     * Starts to follow the topic as the environment says, with the local store in the folder {@code subject-keys} of
     * {@code folder}; {@link #ready} says when it has caught up.
     */
    public static TopicSubjectKeys start(Environment environment, Partitions partitions, String folder) {
        return start(
                KafkaSettings.from(environment),
                Topics.from(environment),
                partitions,
                MasterKeys.from(environment),
                environment.path(Setting.DATA_DIR).resolve(folder).resolve("subject-keys"),
                Encryption.from(environment));
    }

    /** Done when every key is known that was on the topic at the start; fails if the master key is another one. */
    public CompletableFuture<Void> ready() {
        return contentKey.ready(follower.caughtUp());
    }

    @Override
    public ContentCipher content() {
        return content;
    }

    @Override
    public Optional<SubjectKey> find(String subject) {
        return Optional.ofNullable(
                cache.get(subject, _ -> key(subject).map(this::unwrap).orElse(null)));
    }

    @Override
    public CompletableFuture<Void> readToEnd() {
        return follower.readToEnd();
    }

    private Optional<KeyRow> key(String subject) {
        return store.find(subject).filter(row -> !row.isForgotten());
    }

    @Override
    public boolean isForgotten(String subject) {
        return store.find(subject).filter(KeyRow::isForgotten).isPresent();
    }

    @Override
    public CompletableFuture<Void> forgotten(String subject) {
        var forgotten = forgettings.computeIfAbsent(subject, _ -> new CompletableFuture<>());
        completeIfForgotten(subject);
        return forgotten.copy();
    }

    @Override
    public CompletableFuture<PersonalCipher> cipherFor(String subject) {
        if (encryption == Encryption.NONE && !isForgotten(subject)) {
            return CompletableFuture.completedFuture(new ClearText());
        }
        return findOrCreate(subject)
                .<PersonalCipher>thenApply(key -> key)
                .exceptionallyCompose(failure -> isForgotten(subject)
                        ? CompletableFuture.completedFuture(new NoKey())
                        : CompletableFuture.failedFuture(failure));
    }

    @Override
    public CompletableFuture<SubjectKey> findOrCreate(String subject) {
        try {
            Optional<SubjectKey> known = find(subject);
            if (known.isPresent()) {
                return CompletableFuture.completedFuture(known.get());
            }
            if (isForgotten(subject)) {
                return CompletableFuture.failedFuture(new ForgottenException());
            }
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (creations.size() >= CREATIONS_MOST) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("Too many keys are being made"));
        }
        var creation = new CompletableFuture<SubjectKey>();
        CompletableFuture<SubjectKey> begun = creations.putIfAbsent(subject, creation);
        if (begun != null) {
            // Who comes while another makes the key waits for the same one.
            return begun.copy();
        }
        create(subject, creation);
        return creation.copy();
    }

    /** Begins only when the creation stands in the map: the follower may be quicker, and looks for it there. */
    private void create(String subject, CompletableFuture<SubjectKey> creation) {
        var _ = creation.orTimeout(CREATION_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> creations.remove(subject, creation));
        // The producer blocks while it does not know the topic; callers' threads must not.
        Thread.startVirtualThread(() -> {
            try {
                write(subject, creation);
            } catch (RuntimeException e) {
                creation.completeExceptionally(e);
            }
        });
    }

    /** The follower completes the creation, with whatever key it reads first. */
    private void write(String subject, CompletableFuture<SubjectKey> creation) {
        Optional<SubjectKey> meanwhile = find(subject);
        if (meanwhile.isPresent()) {
            creation.complete(meanwhile.get());
            return;
        }
        String recordKey = new KeyRecord(subject, Ids.random("key-")).text();
        var _ = producer.send(
                new ProducerRecord<>(
                        topic,
                        partitions.of(subject),
                        recordKey.getBytes(UTF_8),
                        Json.write(WrappedKey.fresh(masters.current(), recordKey))
                                .getBytes(UTF_8)),
                (_, failure) -> {
                    if (failure != null) {
                        creation.completeExceptionally(failure);
                    }
                });
    }

    private void changed(String subject) {
        cache.invalidate(subject);
        contentKey.came(subject);
        CompletableFuture<SubjectKey> creation = creations.get(subject);
        if (creation != null) {
            try {
                find(subject).ifPresent(creation::complete);
            } catch (RuntimeException e) {
                creation.completeExceptionally(e);
            }
        }
        if (creation != null && isForgotten(subject)) {
            creation.completeExceptionally(new ForgottenException());
        }
        // Who asked about another one while this one's key was being erased waits for that too.
        forgettings.keySet().forEach(this::completeIfForgotten);
    }

    /** A subject is forgotten some time before its key is gone from the disk. */
    private void completeIfForgotten(String subject) {
        if (isForgotten(subject) && store.isErased()) {
            cache.invalidate(subject);
            CompletableFuture<Void> forgotten = forgettings.remove(subject);
            if (forgotten != null) {
                forgotten.complete(null);
            }
        }
    }

    private SubjectKey unwrap(KeyRow row) {
        byte[] key = WrappedKey.parse(row.value()).unwrap(masters, row.key().text());
        return new SubjectKey(row.key().subject(), row.key().keyId(), key);
    }

    @Override
    public void close() {
        contentKey.close();
        follower.close();
        producer.close();
        store.close();
    }
}
