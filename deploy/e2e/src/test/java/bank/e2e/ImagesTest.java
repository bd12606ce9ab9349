package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** What the images promise to whoever runs them. */
@Tag("containers")
class ImagesTest {

    /** What the base has comes on top of it. */
    private static final long OF_OURS_MOST = 220_000_000;

    private static final String BASE =
            Objects.requireNonNullElse(System.getenv("BANK_BASE_IMAGE"), "eclipse-temurin:25-jre");
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"command-service", "saga-service", "projection-service", "standalone"})
    void anImageIsSmallAndNotRootAndSaysWhenItIsReadyAndWhereItWrites(String name) {
        InspectImageResponse image = DockerClientFactory.instance()
                .client()
                .inspectImageCmd(Containers.image(name))
                .exec();
        ContainerConfig config = Objects.requireNonNull(image.getConfig());

        assertThat(config.getUser()).isEqualTo("10001:10001");
        assertThat(config.getHealthcheck().getTest()).containsExactly("CMD", "/bank/healthy");
        assertThat(config.getVolumes()).containsOnlyKeys("/data", "/tmp");
        assertThat(image.getSize() - baseSize()).isLessThan(OF_OURS_MOST);
    }

    private static long baseSize() {
        return DockerClientFactory.instance()
                .client()
                .inspectImageCmd(BASE)
                .exec()
                .getSize();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-service", "saga-service", "projection-service", "standalone"})
    void theArchiveOfClassesFitsTheJvmOfTheImage(String name) {
        // With -Xshare:on a JVM whose archive does not fit ends at once.
        String printed = Tour.run("docker run --rm --read-only --entrypoint bash " + Containers.image(name)
                + " -c \"sed '\\$d' /bank/start >/tmp/start && java @/tmp/start -Xshare:on -version && echo It fits\"");

        assertThat(printed).endsWith("It fits\n");
    }

    @Test
    void whatIsBuiltAgainIsTheSameByteForByte() {
        String again = Tour.run("docker build -q --no-cache -t bank/again -f deploy/images/Dockerfile --build-arg BASE="
                + BASE + " deploy/images/target/saga-service");

        String layers = "docker image inspect --format '{{.RootFS.Layers}} {{.Config.Env}} {{.Config.Entrypoint}}' ";
        assertThat(Tour.run(layers + "bank/again"))
                .as(again)
                .startsWith("[sha256:")
                .isEqualTo(Tour.run(layers + Containers.image("saga-service")));
        Tour.run("docker rmi bank/again");
    }

    @Test
    void theStandaloneServesTheReadmesTourAndKeepsItsDataOverAKill() throws IOException {
        try (var container = Containers.unprivileged(Containers.image("standalone"))
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(READY_WITHIN))) {
            container.start();
            Tour.of(Tour.ROOT.resolve("README.md")).take(Containers.base(container));

            DockerClient docker = DockerClientFactory.instance().client();
            docker.killContainerCmd(container.getContainerId()).exec();
            docker.startContainerCmd(container.getContainerId()).exec();

            // It is published on another port now.
            Teller teller = new Teller(new Client(URI.create("http://" + container.getHost() + ":" + port(container))));
            Awaitility.await()
                    .atMost(READY_WITHIN)
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> teller.client().get("/health/ready").status() == 200);
            assertThat(teller.balance("acc-bob", 4)).isEqualByComparingTo("1400");
            assertThat(teller.deposit("acc-bob", "1").status()).isEqualTo(200);
        }
    }

    private static String port(GenericContainer<?> container) {
        return container.getCurrentContainerInfo().getNetworkSettings().getPorts().getBindings().values().stream()
                .findFirst()
                .orElseThrow()[0]
                .getHostPortSpec();
    }
}
