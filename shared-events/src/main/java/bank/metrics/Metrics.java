package bank.metrics;

import bank.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;

/**
 * All that this process says of itself: what it measures, its JVM included, and its spans. Made once where the process is
 * put together, and handed to those who have something to say. Thread-safe.
 */
public final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();

    private final Tracing tracing;

    private Metrics(Tracing tracing) {
        this.tracing = tracing;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    /** Begins to measure the JVM, with spans as the environment says; {@code process} is what they call it. */
    public static Metrics start(String process) {
        return with(Tracing.start(process));
    }

    /** Begins to measure the JVM, with those spans. */
    public static Metrics with(Tracing tracing) {
        return new Metrics(tracing);
    }

    /** Measures the disk too that the folder is on. */
    public void watch(Path folder) {
        new DiskSpaceMetrics(folder.toFile()).bindTo(registry);
    }

    /** Where everybody puts what he measures. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Where everybody puts his spans. */
    public Tracing tracing() {
        return tracing;
    }

    /** All that is measured, as Prometheus reads it. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
        tracing.close();
    }
}
