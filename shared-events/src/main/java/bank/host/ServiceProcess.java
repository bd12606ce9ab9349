package bank.host;

import bank.http.HttpFront;
import bank.http.Service;
import bank.metrics.Metrics;
import bank.personal.TopicSubjectKeys;
import bank.wire.Domain;
import bank.wire.Environment;
import bank.wire.Partitions;
import bank.wire.Setting;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one service as a process of its own. */
public final class ServiceProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private ServiceProcess() {}

    /** The whole of a {@code main} that runs one service of a system. */
    public static void run(String name, Domain domain, ServiceStart start) {
        Host.run((environment, host) -> {
            LOG.atInfo()
                    .addKeyValue("service", name)
                    .addKeyValue("settings", environment.effective())
                    .log("Starting");
            host.keep(FolderLock.take(environment.path(Setting.DATA_DIR).resolve(name)));
            NativeLibraries.beginToLoad();
            Vertx vertx = Vertx.vertx();
            host.keep(() -> vertx.close().await());
            Metrics metrics = host.keep(Metrics.start("bank-" + name));
            metrics.watch(environment.path(Setting.DATA_DIR));
            HttpFront front = HttpFront.start(environment, vertx, metrics);
            Partitions partitions = Kafka.prepare(domain, environment);
            TopicSubjectKeys keys = host.keep(TopicSubjectKeys.start(environment, partitions, name));
            Environment served = environment.with(Setting.HTTP_PORT, Integer.toString(front.port()));
            Service service = host.keep(start.start(served, partitions, keys, metrics, vertx));
            keys.ready().join();
            front.serve(service);
            front.allServed();
            // Last to start and so first to stop: no request meets a service that is gone.
            host.keep(front);
            LOG.atInfo()
                    .addKeyValue("service", name)
                    .addKeyValue("port", front.port())
                    .log("Started");
        });
    }
}
