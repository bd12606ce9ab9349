package bank.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No manifest has a field that its kind does not know. There is no Kubernetes here that could be asked. */
class ModelsTest {

    static List<Path> files() {
        return Manifests.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsOfKnownKindsAndFields(Path file) {
        assertThat(Manifests.inFile(file)).isNotEmpty().allSatisfy(Models::check);
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifests.DEVELOPMENT, Manifests.PRODUCTION, Manifests.STRIMZI})
    void soIsAllThatKustomizeMakesOfThem(String folder) {
        assertThat(Manifests.rendered(folder)).hasSizeGreaterThan(10).allSatisfy(Models::check);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: v1, kind: Service, spec: {selectr: {a: b}}}",
                "{apiVersion: v1, kind: Service, spec: {ports: [{name: http}]}}",
                "{apiVersion: apps/v1, kind: StatefulSet, spec: {serviceName: a, replicas: two,"
                        + " selector: {}, template: {}}}",
                "{apiVersion: apps/v1, kind: Deployment}",
                "{apiVersion: v1, kind: ServiceAccount, automountServiceAccountToken: perhaps}",
                "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, spec: {partition: 1}}",
                "{apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, spec: {authorization: {type: simple, acls:"
                        + " [{resource: {type: topic, nam: a}}]}}}",
                "{apiVersion: kafka.strimzi.io/v1, kind: Kafka, spec: {kafka: {template: {pod: {affinit: {}}}}}}",
            })
    void anUnknownFieldAMissingOneAndAWrongTypeAreFound(String wrong) {
        Manifest manifest = Manifest.all(wrong).getFirst();

        assertThatThrownBy(() -> Models.check(manifest)).isInstanceOfAny(RuntimeException.class, AssertionError.class);
    }
}
