package bank.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import bank.wire.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.kubernetes.client.util.Yaml;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.Map;

/** The kinds of Kubernetes and of Strimzi as types that refuse what they do not know. */
final class Models {

    private interface Check {
        void refuseUnknown(JsonElement manifest) throws IOException;
    }

    private static final Map<String, Check> KUBERNETES = Map.of(
            "apps/v1 StatefulSet", V1StatefulSet::validateJsonElement,
            "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement,
            "networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "v1 ConfigMap", V1ConfigMap::validateJsonElement,
            "v1 Namespace", V1Namespace::validateJsonElement,
            "v1 Service", V1Service::validateJsonElement,
            "v1 ServiceAccount", V1ServiceAccount::validateJsonElement);

    private static final Map<String, Class<?>> STRIMZI = Map.of(
            "kafka.strimzi.io/v1 Kafka", Kafka.class,
            "kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class,
            "kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class,
            "kafka.strimzi.io/v1 KafkaUser", KafkaUser.class);

    /** Strimzi's types keep what they do not know in a map; without that they refuse it. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated any) {
                    return Boolean.FALSE;
                }
            });

    private Models() {}

    private static void assertSameTypes(JsonNode written, JsonNode read, String where) {
        if (written.isContainerNode() && written.isEmpty()) {
            return;
        }
        assertThat(read.getNodeType()).as(where).isEqualTo(written.getNodeType());
        written.properties()
                .forEach(field ->
                        assertSameTypes(field.getValue(), read.path(field.getKey()), where + "." + field.getKey()));
        for (int i = 0; written.isArray() && i < written.size(); i++) {
            assertSameTypes(written.path(i), read.path(i), where + "[" + i + "]");
        }
    }

    /** Fails unless every field is one that its kind has, of the right type, and none is missing. */
    static void check(Manifest manifest) {
        String kind = manifest.tree().path("apiVersion").asText() + " " + manifest.kind();
        Check kubernetes = KUBERNETES.get(kind);
        Class<?> strimzi = STRIMZI.get(kind);
        try {
            if (kubernetes != null) {
                String json = Json.MAPPER.writeValueAsString(manifest.tree());
                kubernetes.refuseUnknown(JsonParser.parseString(json));
                // That check does not look at the types of numbers and flags, and some are read from what is none.
                assertSameTypes(manifest.tree(), Json.MAPPER.readTree(JSON.serialize(Yaml.load(json))), kind);
            } else if (strimzi != null) {
                assertThat((Object) STRICT.treeToValue(manifest.tree(), strimzi))
                        .isNotNull();
            } else {
                throw new IllegalArgumentException("A kind that nobody checks: " + kind);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(manifest + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(manifest + ": " + e.getMessage(), e);
        }
    }
}
