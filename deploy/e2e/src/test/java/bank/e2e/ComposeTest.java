package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.wire.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compose file fits what is around it: the front, Prometheus, the settings, and what the services need to stop well. */
class ComposeTest {

    private static final Path FOLDER = Tour.ROOT.resolve("deploy/compose");
    private static final Pattern INSTANCE = Pattern.compile("(command|saga|projection)-\\d+");
    private static final Pattern ROUTED = Pattern.compile("^ +server (\\S+) (\\S+)$", Pattern.MULTILINE);

    /** Open requests, processors, views, and a second for the rest: ARCHITECTURE, "Every queue and every wait". */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(24);

    private static JsonNode compose;
    private static Map<String, JsonNode> instances;

    @BeforeAll
    static void read() throws IOException {
        compose = Observed.documents(FOLDER.resolve("compose.yaml")).getFirst();
        instances = compose.path("services").properties().stream()
                .filter(service -> INSTANCE.matcher(service.getKey()).matches())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String service(String instance) {
        return instance.replaceAll("-\\d+$", "-service");
    }

    @Test
    void eachServiceHasTwoInstancesOfItsImage() {
        assertThat(instances.keySet().stream().map(ComposeTest::service))
                .containsExactlyInAnyOrder(
                        "command-service",
                        "command-service",
                        "saga-service",
                        "saga-service",
                        "projection-service",
                        "projection-service");
        instances.forEach((name, instance) ->
                assertThat(instance.path("image").asText()).startsWith("bank/" + service(name) + ":"));
    }

    @Test
    void eachInstanceHasANameAndAVolumeOfItsOwn() {
        instances.forEach((name, instance) -> {
            assertThat(instance.at("/environment/BANK_INSTANCE_ID").asText()).isEqualTo(name);
            assertThat(instance.at("/volumes/0").asText()).isEqualTo(name + ":/data");
        });
    }

    @Test
    void instancesOfTheViewsSayWhereTheOthersReachThem() {
        instances.forEach((name, instance) -> assertThat(
                        instance.at("/environment/BANK_ADVERTISED_ADDRESS").asText())
                .isEqualTo(name.startsWith("projection-") ? name + ":8000" : ""));
    }

    @Test
    void prometheusFindsEveryInstanceByTheNameOfItsService() throws IOException {
        Set<String> aliases = new HashSet<>();
        instances.forEach((name, instance) -> {
            assertThat(instance.at("/networks/default/aliases/0").asText()).isEqualTo(service(name));
            aliases.add(service(name));
        });

        JsonNode scraped = Observed.yaml("prometheus.yml").at("/scrape_configs/0/dns_sd_configs/0");
        assertThat(Observed.stream(scraped.path("names")).map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(aliases);
        assertThat(scraped.path("port").asInt()).isEqualTo(8000);
    }

    @Test
    void theFrontRoutesToEveryInstanceThatCallersTalkToAndOpensWhenAllAreReady() throws IOException {
        List<String> routed = new ArrayList<>();
        for (MatchResult server : ROUTED.matcher(Files.readString(FOLDER.resolve("haproxy.cfg")))
                .results()
                .toList()) {
            assertThat(server.group(2)).isEqualTo(server.group(1) + ":8000");
            routed.add(server.group(1));
        }

        assertThat(routed)
                .containsExactlyInAnyOrderElementsOf(instances.keySet().stream()
                        .filter(name -> !name.startsWith("saga-"))
                        .toList());
        assertThat(names(compose.at("/services/entry/depends_on")))
                .containsExactlyInAnyOrderElementsOf(instances.keySet());
    }

    @Test
    void whatIsSetIsASetting() {
        Set<String> settings =
                Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
        instances
                .values()
                .forEach(instance -> assertThat(names(instance.path("environment")))
                        .isNotEmpty()
                        .isSubsetOf(settings));
    }

    @Test
    void anInstanceIsLeftTheTimeToStop() {
        instances.values().forEach(instance -> {
            String seconds = instance.path("stop_grace_period").asText();
            assertThat(seconds).matches("\\d+s");
            assertThat(Duration.parse("PT" + seconds)).isGreaterThan(STOPS_WITHIN);
        });
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
