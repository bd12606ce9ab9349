package bank.bench;

import bank.bench.machine.Children;
import bank.bench.replay.Replay;
import bank.bench.replay.ReplayProcess;
import bank.projection.ProjectionService;
import bank.standalone.Standalone;
import bank.wire.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures how fast all views are rebuilt, beside a bare fold by Kafka Streams. Both are processes of their own over the
 * same broker, and each has read all events once before it is measured.
 */
final class ViewRuns {

    static final String FOLD = "bare fold into RocksDB";
    static final String REBUILD = "rebuild of all views";
    static final String PER_SECOND = "events/s";

    /** The broker has the first two. */
    private static final int PORT = 2;

    private final Options options;
    private final History history;
    private final Comparison figures = new Comparison("Rebuild of views");

    ViewRuns(Options options, History history) {
        this.options = options;
        this.history = history;
    }

    Comparison run() throws InterruptedException {
        try (WorkFolder folder = WorkFolder.make();
                ReplayProcess fold =
                        ReplayProcess.start(Replay.FOLD, Subject.JVM_OPTIONS, history.bootstrap(), folder.path());
                SystemProcess service = startService(folder)) {
            service.awaitReady(history.readyMost());
            service.awaitQuiet();
            var views = new ViewRebuild(service, history.events());
            fold.pass();
            for (int round = 0; round < options.rounds(); round++) {
                figures.add(FOLD, PER_SECOND, fold.pass().perSecond());
                figures.add(REBUILD, PER_SECOND, views.rebuild().perSecond());
                service.awaitQuiet();
            }
        }
        return figures;
    }

    private SystemProcess startService(WorkFolder folder) {
        List<String> command = new ArrayList<>(Children.java(Standalone.class, Subject.JVM_OPTIONS));
        command.add(ProjectionService.NAME);
        return SystemProcess.start(
                command,
                folder.path(),
                options.port() + PORT,
                Map.of(Setting.KAFKA_BOOTSTRAP.variable(), history.bootstrap()));
    }
}
