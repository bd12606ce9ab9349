package bank.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import bank.http.OpenApi;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests come to the pods, and how many pods may be away at a time. */
class NetworkTest {

    private static final String ALL = "command-service, projection-service, saga-service ";

    private static final Set<String> BANK = Set.of(
            ALL + "to namespaces kubernetes.io/metadata.name=kube-system at UDP 53",
            ALL + "to namespaces kubernetes.io/metadata.name=kube-system at TCP 53",
            ALL + "to namespaces bank/tracing=allowed at TCP 4318",
            ALL + "from namespaces bank/monitoring=allowed at TCP http",
            "command-service, projection-service from namespaces bank/ingress=allowed at TCP http",
            "projection-service to pods app.kubernetes.io/name=projection-service at TCP http",
            "projection-service from pods app.kubernetes.io/name=projection-service at TCP http");

    private static List<Manifest> of(String overlay, String kind) {
        List<Manifest> all = Manifests.rendered(overlay).stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
        assertThat(all).isNotEmpty();
        return all;
    }

    private static Map<String, String> labels(JsonNode labels) {
        return labels.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }

    /** The StatefulSets whose pods have these labels. */
    private static List<Manifest> selected(String overlay, JsonNode selector) {
        Set<Map.Entry<String, String>> wanted = labels(selector).entrySet();
        assertThat(wanted).isNotEmpty();
        return of(overlay, "StatefulSet").stream()
                .filter(set -> labels(set.at("/spec/template/metadata/labels"))
                        .entrySet()
                        .containsAll(wanted))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void everyServiceSelectsPodsThatHaveItsPort(String overlay) {
        assertThat(of(overlay, "Service")).allSatisfy(service -> {
            List<Manifest> pods = selected(overlay, service.at("/spec/selector"));
            assertThat(pods).hasSize(1);
            Set<String> ports = pods.getFirst().containers().stream()
                    .flatMap(container -> Manifest.stream(container.path("ports")))
                    .map(port -> port.path("name").asText())
                    .collect(Collectors.toSet());
            assertThat(Manifest.stream(service.at("/spec/ports")))
                    .allSatisfy(port ->
                            assertThat(ports).contains(port.path("targetPort").asText()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void everyPodHasANameInDnsOfAServiceWithoutAnAddress(String overlay) {
        assertThat(of(overlay, "StatefulSet")).allSatisfy(set -> {
            Manifest governing = Manifests.one(
                    Manifests.rendered(overlay),
                    "Service",
                    set.at("/spec/serviceName").asText());
            assertThat(governing.at("/spec/clusterIP").asText()).isEqualTo("None");
            assertThat(selected(overlay, governing.at("/spec/selector"))).containsExactly(set);
            assertThat(labels(set.at("/spec/template/metadata/labels")))
                    .containsAllEntriesOf(labels(set.at("/spec/selector/matchLabels")));
        });
    }

    @ParameterizedTest
    @CsvSource({
        Manifests.DEVELOPMENT + ",/api/commands,command-service",
        Manifests.DEVELOPMENT + ",/api/queries,projection-service",
        Manifests.PRODUCTION + ",/api/commands,command-service",
        Manifests.PRODUCTION + ",/api/queries,projection-service"
    })
    void theIngressSendsEachPrefixToTheServiceThatAnswersIt(String overlay, String prefix, String service) {
        JsonNode paths = of(overlay, "Ingress").getFirst().at("/spec/rules/0/http/paths");
        JsonNode path = Manifest.stream(paths)
                .filter(each -> each.path("path").asText().equals(prefix))
                .findFirst()
                .orElseThrow();

        assertThat(path.path("pathType").asText()).isEqualTo("Prefix");
        assertThat(path.at("/backend/service/name").asText()).isEqualTo(service);
        assertThat(StreamSupport.stream(
                        ((Iterable<String>) () -> OpenApi.read().path("paths").fieldNames()).spliterator(), false))
                .anyMatch(known -> known.startsWith(prefix + "/"));
        assertThat(Manifests.one(Manifests.rendered(overlay), "Service", service)
                        .at("/spec/ports/0/name")
                        .asText())
                .isEqualTo(path.at("/backend/service/port/name").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void nothingElseOfThePodsIsReachedThroughTheIngress(String overlay) {
        JsonNode rules = of(overlay, "Ingress").getFirst().at("/spec/rules");

        assertThat(rules).hasSize(1);
        assertThat(Manifest.stream(rules.at("/0/http/paths"))
                        .map(path -> path.path("path").asText()))
                .containsExactlyInAnyOrder("/api/commands", "/api/queries", "/openapi.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void ofEachServiceOneInstanceMayBeAwayAtATime(String overlay) {
        List<Manifest> budgets = of(overlay, "PodDisruptionBudget");
        assertThat(budgets).hasSize(3).allSatisfy(budget -> {
            assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
            assertThat(selected(overlay, budget.at("/spec/selector/matchLabels")))
                    .extracting(Manifest::name)
                    .containsExactly(budget.name());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION})
    void whatNoPolicyNamesReachesNoPod(String overlay) {
        Manifest nothing = Manifests.one(Manifests.rendered(overlay), "NetworkPolicy", "bank-nothing-else");
        assertThat(Manifest.stream(nothing.at("/spec/policyTypes")).map(JsonNode::asText))
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(nothing.at("/spec").has("ingress") || nothing.at("/spec").has("egress"))
                .isFalse();
        assertThat(selected(overlay, nothing.at("/spec/podSelector/matchLabels")))
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder("command-service", "saga-service", "projection-service");
    }

    @Test
    void inProductionWhatIsNamedIsAllThatPodsNeedAndNoMore() {
        assertThat(ways(Manifests.PRODUCTION))
                .containsExactlyInAnyOrderElementsOf(
                        and(BANK, ALL + "to pods strimzi.io/cluster=bank,strimzi.io/kind=Kafka at TCP 9093"));
    }

    @Test
    void inDevelopmentItIsTheSameWithTheBrokerBesideThem() {
        assertThat(ways(Manifests.DEVELOPMENT))
                .containsExactlyInAnyOrderElementsOf(and(
                        BANK,
                        ALL + "to pods app.kubernetes.io/name=kafka at TCP kafka",
                        "kafka from pods app.kubernetes.io/part-of=bank at TCP kafka",
                        "kafka from pods app.kubernetes.io/name=kafka at TCP kafka"));
    }

    private static List<String> and(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /** Each way that a policy opens. */
    private static List<String> ways(String overlay) {
        return of(overlay, "NetworkPolicy").stream()
                .flatMap(policy -> Stream.concat(
                        ways(overlay, policy, "from", policy.at("/spec/ingress")),
                        ways(overlay, policy, "to", policy.at("/spec/egress"))))
                .toList();
    }

    private static Stream<String> ways(String overlay, Manifest policy, String direction, JsonNode rules) {
        String pods = overlaid(overlay, policy).map(Manifest::name).sorted().collect(Collectors.joining(", "));
        return Manifest.stream(rules)
                .flatMap(rule -> Manifest.stream(rule.path(direction))
                        .flatMap(peer -> Manifest.stream(rule.path("ports"))
                                .map(port -> pods + " " + direction + " " + peer(peer) + " at "
                                        + port.path("protocol").asText() + " "
                                        + port.path("port").asText())));
    }

    /** The StatefulSets whose pods the policy is about. */
    private static Stream<Manifest> overlaid(String overlay, Manifest policy) {
        JsonNode selector = policy.at("/spec/podSelector");
        if (selector.has("matchLabels")) {
            return selected(overlay, selector.path("matchLabels")).stream();
        }
        JsonNode expression = selector.at("/matchExpressions/0");
        assertThat(expression.path("operator").asText()).isEqualTo("In");
        Set<String> values =
                Manifest.stream(expression.path("values")).map(JsonNode::asText).collect(Collectors.toSet());
        return of(overlay, "StatefulSet").stream()
                .filter(set -> values.contains(labels(set.at("/spec/template/metadata/labels"))
                        .get(expression.path("key").asText())));
    }

    private static String peer(JsonNode peer) {
        assertThat(peer).as("One kind of peers").hasSize(1);
        String kind = peer.has("podSelector") ? "podSelector" : "namespaceSelector";
        return (kind.equals("podSelector") ? "pods " : "namespaces ")
                + new TreeMap<>(labels(peer.at("/" + kind + "/matchLabels")))
                        .entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
