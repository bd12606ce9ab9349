package bank.standalone;

import bank.host.ServiceStart;
import bank.http.HttpFront;
import bank.http.Service;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The services of this process, which start and stop at the same time. */
final class Services implements AutoCloseable {

    private static final Executor EACH_ITS_THREAD = task -> Thread.startVirtualThread(task);

    private final List<Service> services;

    private Services(List<Service> services) {
        this.services = services;
    }

    static Services start(Collection<ServiceStart> all, Function<ServiceStart, Service> start) {
        List<CompletableFuture<Service>> starting = all.stream()
                .map(one -> CompletableFuture.supplyAsync(() -> start.apply(one), EACH_ITS_THREAD))
                .toList();
        return new Services(starting.stream().map(CompletableFuture::join).toList());
    }

    void serveOn(HttpFront front) {
        services.forEach(front::serve);
        front.allServed();
    }

    String names() {
        return services.stream().map(Service::name).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        CompletableFuture.allOf(services.stream()
                        .map(service -> CompletableFuture.runAsync(service::close, EACH_ITS_THREAD))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
