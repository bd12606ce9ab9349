package bank.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import bank.http.OpenApi;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every pod, in both overlays. */
class PodsTest {

    private static final JsonNode CONTRACT = OpenApi.read().path("paths");
    private static final Set<String> SETTINGS =
            Stream.of(Setting.values()).map(Setting::variable).collect(Collectors.toSet());

    private static final Pattern USED = Pattern.compile("\\$\\((\\w+)\\)");

    private static List<Manifest> pods(String overlay) {
        List<Manifest> pods = Manifests.rendered(overlay).stream()
                .filter(manifest -> !manifest.pod().isMissingNode())
                .toList();
        assertThat(pods).hasSizeGreaterThanOrEqualTo(3);
        return pods;
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void noContainerIsPrivilegedOrWritesOutsideOfItsVolumes(String overlay) {
        assertThat(pods(overlay)).allSatisfy(manifest -> {
            JsonNode pod = manifest.pod();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(manifest.containers()).isNotEmpty().allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void everyContainerSaysWhatItTakesAndOfWhichVersionItIs(String overlay) {
        assertThat(pods(overlay)).flatMap(Manifest::containers).allSatisfy(container -> {
            JsonNode resources = container.path("resources");
            assertThat(resources.at("/requests/cpu").asText()).isNotEmpty();
            assertThat(resources.at("/requests/memory").asText())
                    .isNotEmpty()
                    .isEqualTo(resources.at("/limits/memory").asText());
            // A processor that is throttled misses its session.
            assertThat(resources.path("limits").has("cpu")).isFalse();
            assertThat(container.path("image").asText())
                    .matches("[a-z/-]+:[a-z0-9.-]+")
                    .doesNotEndWith(":latest");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void everyProbeAsksForAPathOfTheContractOrForAPort(String overlay) {
        assertThat(pods(overlay)).flatMap(Manifest::containers).allSatisfy(container -> {
            Set<String> ports = Manifest.stream(container.path("ports"))
                    .map(port -> port.path("name").asText())
                    .collect(Collectors.toSet());
            assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe"))
                    .allSatisfy(name -> {
                        JsonNode probe = container.path(name);
                        JsonNode asked = probe.path(probe.has("httpGet") ? "httpGet" : "tcpSocket");
                        assertThat(ports).contains(asked.path("port").asText());
                        if (probe.has("httpGet")) {
                            assertThat(CONTRACT.has(asked.path("path").asText()))
                                    .isTrue();
                        }
                    });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void everyVariableOfTheBankIsASettingThatIsSetOnce(String overlay) {
        assertThat(services(overlay)).allSatisfy(service -> {
            List<String> variables = variables(Manifests.rendered(overlay), service);
            assertThat(variables).isNotEmpty().isSubsetOf(SETTINGS).doesNotHaveDuplicates();
            assertThat(variables)
                    .contains("BANK_INSTANCE_ID", "BANK_DATA_DIR", "BANK_KAFKA_BOOTSTRAP", "BANK_MASTER_KEY_FILE")
                    // They would be read by whoever may read the manifest.
                    .doesNotContain("BANK_MASTER_KEY", "BANK_MASTER_KEY_FORMER");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void aVariableIsMadeOnlyOfThoseBeforeIt(String overlay) {
        assertThat(services(overlay)).flatMap(Manifest::containers).allSatisfy(container -> {
            Set<String> before = new HashSet<>();
            Manifest.stream(container.path("env")).forEach(variable -> {
                assertThat(USED.matcher(variable.path("value").asText()).results())
                        .allSatisfy(used -> assertThat(before).contains(used.group(1)));
                before.add(variable.path("name").asText());
            });
        });
    }

    private static List<Manifest> services(String overlay) {
        List<Manifest> services =
                Manifests.rendered(overlay).stream().filter(Manifest::isService).toList();
        assertThat(services).hasSize(3);
        return services;
    }

    private static List<String> variables(List<Manifest> all, Manifest service) {
        JsonNode container = service.containers().getFirst();
        return Stream.concat(
                        Manifest.stream(container.path("env"))
                                .map(variable -> variable.path("name").asText()),
                        Manifest.stream(container.path("envFrom"))
                                .map(from -> from.at("/configMapRef/name").asText())
                                .flatMap(
                                        name -> Manifests.one(all, "ConfigMap", name).at("/data").properties().stream())
                                .map(entry -> entry.getKey()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void everyVolumeThatIsMountedIsThereAndTheOtherWayRound(String overlay) {
        assertThat(pods(overlay)).allSatisfy(manifest -> {
            Set<String> volumes = new HashSet<>();
            Manifest.stream(manifest.pod().path("volumes"))
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            Manifest.stream(manifest.at("/spec/volumeClaimTemplates"))
                    .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
            assertThat(manifest.containers())
                    .flatMap(container -> Manifest.stream(container.path("volumeMounts"))
                            .map(mount -> mount.path("name").asText())
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(volumes);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void whatIsSecretIsNamedAndNowhereWritten(String overlay) {
        assertThat(Manifests.rendered(overlay))
                .noneMatch(manifest -> manifest.kind().equals("Secret"));
    }
}
