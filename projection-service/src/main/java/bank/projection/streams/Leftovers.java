package bank.projection.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a generation of the views leaves behind: its consumer group, its changelog, its folder. Thread-safe; it blocks. */
public final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final String CHANGELOG = "-views-changelog";

    private static final int ATTEMPTS = 60;
    private static final long AGAIN_MILLIS = 500;

    private final StreamsSettings settings;
    private final String prefix;

    public Leftovers(StreamsSettings settings) {
        this.settings = settings;
        this.prefix = settings.topics().prefix();
    }

    /** The generations, of all forms, of which anything is there. */
    public Set<Generation> all() throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(settings.kafka().admin())) {
            Set<Generation> found = new HashSet<>();
            for (GroupListing group : admin.listGroups().all().get()) {
                Generation.ofApplication(group.groupId(), prefix).ifPresent(found::add);
            }
            for (String topic : admin.listTopics().names().get()) {
                if (topic.endsWith(CHANGELOG)) {
                    ofChangelog(topic).ifPresent(found::add);
                }
            }
            for (Path folder : folders()) {
                Generation.ofApplication(String.valueOf(folder.getFileName()), prefix)
                        .ifPresent(found::add);
            }
            return found;
        }
    }

    private Optional<Generation> ofChangelog(String topic) {
        return Generation.ofApplication(topic.substring(0, topic.length() - CHANGELOG.length()), prefix);
    }

    /** Deletes what is here of it, and all else unless an instance still reads for it; says whether nothing is left. */
    public boolean delete(Generation generation) throws InterruptedException, ExecutionException {
        String application = settings.applicationId(generation);
        deleteFolders(application);
        try (var admin = Admin.create(settings.kafka().admin())) {
            try {
                admin.deleteConsumerGroups(List.of(application)).all().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupNotEmptyException) {
                    return false;
                }
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
            try {
                admin.deleteTopics(List.of(application + CHANGELOG)).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        LOG.atInfo().addKeyValue("generation", generation).log("A generation of the views was deleted");
        return true;
    }

    /**
     * The same, waiting a while for the last instance that reads for it: a group takes a moment to notice that it is gone.
     */
    public void deleteOnceUnused(Generation generation) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (delete(generation)) {
                    return;
                }
                boolean _ = new CountDownLatch(1).await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
            LOG.atWarn()
                    .addKeyValue("generation", generation)
                    .log("Somebody still reads for former views, so they stay; the next start tries again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("generation", generation)
                    .setCause(e)
                    .log("What former views left could not be deleted; the next start tries again");
        }
    }

    private void deleteFolders(String application) {
        for (Path folder : folders()) {
            if (folder.endsWith(application)) {
                deleteAll(folder);
            }
        }
    }

    /** The folders of all generations, in whatever cluster they were read. */
    private List<Path> folders() {
        if (!Files.isDirectory(settings.folder())) {
            return List.of();
        }
        try (Stream<Path> clusters = Files.walk(settings.folder(), 2)) {
            return clusters.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
