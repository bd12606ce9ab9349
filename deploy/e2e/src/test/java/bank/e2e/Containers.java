package bank.e2e;

import bank.wire.Setting;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.MountableFile;

/**
 * The bank from its images, as somebody's cluster runs it: brokers, instances of the services, and one address in front,
 * on a network of their own. Thread-safe.
 */
final class Containers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
    private static final int HTTP = 8000;
    private static final String VIEWS = "projection-";
    private static final String MASTER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String TAG = Objects.requireNonNullElse(System.getenv("BANK_IMAGE_TAG"), "dev");
    private static final Path ENTRY = Tour.ROOT.resolve("deploy/compose/haproxy.cfg");
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final Network network = Network.newNetwork();
    private final SequencedMap<String, GenericContainer<?>> containers = new LinkedHashMap<>();
    private final GenericContainer<?> entry;

    private Containers(int brokers, List<String> instances) {
        IntStream.rangeClosed(1, brokers)
                .forEach(number -> containers.put(Broker.name(number), new Broker(network, number, brokers)));
        instances.forEach(name -> containers.put(name, instance(name, brokers)));
        entry = new GenericContainer<>("haproxy:3.2")
                .withNetwork(network)
                .withCopyFileToContainer(
                        MountableFile.forHostPath(ENTRY.toString()), "/usr/local/etc/haproxy/haproxy.cfg")
                .withExposedPorts(HTTP)
                .waitingFor(Wait.forHttp("/metrics"));
    }

    /** All of them, ready; an instance's name is that of its service and a number, {@code saga-1}. */
    static Containers start(int brokers, String... instances) {
        var started = new Containers(brokers, List.of(instances));
        try {
            Startables.deepStart(started.named("kafka-")).join();
            Startables.deepStart(started.containers.values()).join();
            started.entry.start();
            started.awaitRouted();
            return started;
        } catch (RuntimeException e) {
            started.containers.forEach((name, container) -> LOG.error("{}: {}", name, container.getLogs()));
            String last = started.lastLines();
            started.close();
            throw new IllegalStateException("Not ready. The last line of each: " + last, e);
        }
    }

    /** The front has seen that both kinds of instances are ready. */
    private void awaitRouted() {
        var client = new Client(base());
        Awaitility.await()
                .atMost(READY_WITHIN)
                .until(() -> client.get("/health/ready").status() == 200
                        && client.get("/api/commands/accounts").status() == 405);
    }

    private String lastLines() {
        return containers.entrySet().stream()
                .map(container -> container.getKey() + ": "
                        + container.getValue().getLogs().strip().lines().reduce((_, line) -> line))
                .collect(Collectors.joining(", "));
    }

    private Stream<GenericContainer<?>> named(String prefix) {
        return containers.entrySet().stream()
                .filter(container -> container.getKey().startsWith(prefix))
                .map(Map.Entry::getValue);
    }

    private GenericContainer<?> instance(String name, int brokers) {
        GenericContainer<?> instance = unprivileged(image(name.replaceAll("-\\d+$", "-service")));
        if (name.startsWith(VIEWS)) {
            instance.addEnv(Setting.ADVERTISED_ADDRESS.variable(), name + ":" + HTTP);
        }
        return instance.withNetwork(network)
                .withNetworkAliases(name)
                .withEnv(Map.of(
                        Setting.KAFKA_BOOTSTRAP.variable(),
                        Broker.bootstrap(brokers),
                        Setting.REPLICATION_FACTOR.variable(),
                        Integer.toString(brokers),
                        Setting.INSTANCE_ID.variable(),
                        name,
                        Setting.MASTER_KEY.variable(),
                        MASTER_KEY))
                // Not for the image's health check: that wait asks the engine without a pause and takes the CPU of the
                // start.
                .waitingFor(Wait.forHttp("/health/ready").withStartupTimeout(READY_WITHIN));
    }

    static String image(String name) {
        return "bank/" + name + ":" + TAG;
    }

    /** A container that may do nothing that it need not: what the images promise to do with. */
    static GenericContainer<?> unprivileged(String image) {
        return new GenericContainer<>(image)
                .withExposedPorts(HTTP)
                .withCreateContainerCmdModifier(
                        container -> Objects.requireNonNullElseGet(container.getHostConfig(), HostConfig::new)
                                .withReadonlyRootfs(true)
                                .withCapDrop(Capability.ALL)
                                .withSecurityOpts(List.of("no-new-privileges"))
                                .withMemory(768L << 20));
    }

    static URI base(GenericContainer<?> container) {
        return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(HTTP));
    }

    URI base() {
        return base(entry);
    }

    /** The Kafka that those reach who are not in the network; not one broker of several that has been away. */
    String kafka() {
        return ((Broker) container(Broker.name(1))).getBootstrapServers();
    }

    /** As {@code kill -9} does. */
    void kill(String name) {
        docker().killContainerCmd(id(name)).exec();
    }

    /** As an operator does, who gives it time to end. */
    void stop(String name) {
        if (container(name) instanceof Broker broker) {
            broker.end();
        } else {
            docker().stopContainerCmd(id(name)).withTimeout(30).exec();
        }
    }

    /** Again, with the data that it had. */
    void startAgain(String name) {
        docker().startContainerCmd(id(name)).exec();
    }

    /** Its processes stand still and do not know. */
    void pause(String name) {
        docker().pauseContainerCmd(id(name)).exec();
    }

    void goOn(String name) {
        docker().unpauseContainerCmd(id(name)).exec();
    }

    void awaitHealthy(String name) {
        Awaitility.await()
                .atMost(READY_WITHIN)
                .until(() -> "healthy"
                        .equals(docker().inspectContainerCmd(id(name))
                                .exec()
                                .getState()
                                .getHealth()
                                .getStatus()));
    }

    /** Every partition has all its replicas, so that the next broker may go. */
    void awaitReplicated() {
        Broker broker = (Broker) container(Broker.name(1));
        Awaitility.await().atMost(READY_WITHIN).until(broker::hasAllReplicas);
    }

    private GenericContainer<?> container(String name) {
        return Objects.requireNonNull(containers.get(name), name);
    }

    private String id(String name) {
        return container(name).getContainerId();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public void close() {
        entry.stop();
        containers.sequencedValues().reversed().forEach(GenericContainer::stop);
        network.close();
    }
}
