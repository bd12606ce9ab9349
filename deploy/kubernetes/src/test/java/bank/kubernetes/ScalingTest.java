package bank.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many instances there are, and how one takes another's place. */
class ScalingTest {

    /** Open requests, processors, views, and a second for the rest: ARCHITECTURE, "Every queue and every wait". */
    private static final int STOP_SECONDS = 24;

    private static List<Manifest> production() {
        return Manifests.rendered(Manifests.PRODUCTION);
    }

    @Test
    void noAutoscalerMakesMoreInstancesThanThereArePartitions() {
        int partitions = production().stream()
                .filter(manifest -> manifest.at("/data").has("BANK_PARTITIONS"))
                .mapToInt(manifest -> manifest.at("/data/BANK_PARTITIONS").asInt())
                .findFirst()
                .orElseThrow();
        assertThat(production().stream().filter(each -> each.kind().equals("HorizontalPodAutoscaler")))
                .hasSize(2)
                .allSatisfy(autoscaler -> {
                    assertThat(autoscaler.at("/spec/minReplicas").asInt()).isGreaterThanOrEqualTo(2);
                    assertThat(autoscaler.at("/spec/maxReplicas").asInt()).isLessThanOrEqualTo(partitions);
                    JsonNode target = autoscaler.at("/spec/scaleTargetRef");
                    Manifest scaled = Manifests.one(
                            production(),
                            target.path("kind").asText(),
                            target.path("name").asText());
                    // Otherwise each apply would undo what it did.
                    assertThat(scaled.at("/spec").has("replicas")).isFalse();
                });
    }

    @Test
    void viewsAreScaledByHand() {
        assertThat(production().stream().filter(each -> each.kind().equals("HorizontalPodAutoscaler")))
                .noneMatch(each -> each.at("/spec/scaleTargetRef/name").asText().equals("projection-service"));
        assertThat(Manifests.one(production(), "StatefulSet", "projection-service")
                        .at("/spec/replicas")
                        .asInt())
                .isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void anInstanceOfTheViewsIsReachedByTheOthersUnderItsNameInDns(String overlay) {
        Manifest views = Manifests.one(Manifests.rendered(overlay), "StatefulSet", "projection-service");
        String port = views.containers().getFirst().at("/ports/0/containerPort").asText();

        assertThat(Manifest.stream(views.containers().getFirst().path("env")))
                .filteredOn(variable -> variable.path("name").asText().equals("BANK_ADVERTISED_ADDRESS"))
                .singleElement()
                .extracting(variable -> variable.path("value").asText())
                .isEqualTo(
                        "$(BANK_INSTANCE_ID)." + views.at("/spec/serviceName").asText() + ":" + port);
    }

    /** A pod that comes back has another address under the same name, and gets partitions within seconds. */
    @Test
    void noInstanceRemembersForLongWhatANameMeant() throws IOException {
        assertThat(Files.readAllLines(Path.of("../images/build"))).contains("-Dsun.net.inetaddr.ttl=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void anUpdateGoesOneByOneAndLeavesEachTheTimeToStop(String overlay) {
        assertThat(Manifests.rendered(overlay).stream().filter(Manifest::isService))
                .hasSize(3)
                .allSatisfy(service -> {
                    assertThat(service.at("/spec/updateStrategy/type").asText()).isEqualTo("RollingUpdate");
                    assertThat(service.at("/spec/updateStrategy/rollingUpdate/partition")
                                    .asInt(-1))
                            .isZero();
                    assertThat(service.at("/spec/minReadySeconds").asInt()).isPositive();
                    int pause = service.containers()
                            .getFirst()
                            .at("/lifecycle/preStop/sleep/seconds")
                            .asInt();
                    assertThat(pause).isPositive();
                    assertThat(service.pod()
                                    .path("terminationGracePeriodSeconds")
                                    .asInt())
                            .isGreaterThanOrEqualTo(pause + STOP_SECONDS);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void everyInstanceKeepsItsNameAndItsStore(String overlay) {
        assertThat(Manifests.rendered(overlay).stream().filter(Manifest::isService))
                .hasSize(3)
                .allSatisfy(service -> {
                    JsonNode container = service.containers().getFirst();
                    assertThat(Manifest.stream(container.path("env"))).anySatisfy(variable -> {
                        assertThat(variable.path("name").asText()).isEqualTo("BANK_INSTANCE_ID");
                        assertThat(variable.at("/valueFrom/fieldRef/fieldPath").asText())
                                .isEqualTo("metadata.name");
                    });
                    assertThat(service.at("/spec/volumeClaimTemplates/0/metadata/name")
                                    .asText())
                            .isEqualTo("data");
                    assertThat(Manifest.stream(container.path("volumeMounts")))
                            .anyMatch(mount -> mount.path("name").asText().equals("data")
                                    && mount.path("mountPath").asText().equals("/data"));
                });
    }

    @Test
    void theInstancesOfAServiceAreOnDifferentMachines() {
        assertThat(production().stream().filter(Manifest::isService))
                .allSatisfy(service -> assertThat(Manifest.stream(service.pod().path("topologySpreadConstraints")))
                        .anyMatch(spread -> spread.path("topologyKey").asText().equals("kubernetes.io/hostname")
                                && spread.path("whenUnsatisfiable").asText().equals("DoNotSchedule"))
                        .anyMatch(spread -> spread.path("topologyKey").asText().equals("topology.kubernetes.io/zone"))
                        .allSatisfy(spread -> assertThat(spread.at("/labelSelector/matchLabels/app.kubernetes.io~1name")
                                        .asText())
                                .isEqualTo(service.name())));
    }
}
