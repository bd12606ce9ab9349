package bank.host;

import bank.http.Service;
import bank.metrics.Metrics;
import bank.personal.SubjectKeys;
import bank.wire.Environment;
import bank.wire.Partitions;
import io.vertx.core.Vertx;

/** Starts a service within a process that others may share; it becomes ready later. */
@FunctionalInterface
public interface ServiceStart {

    Service start(Environment environment, Partitions partitions, SubjectKeys keys, Metrics metrics, Vertx vertx);
}
