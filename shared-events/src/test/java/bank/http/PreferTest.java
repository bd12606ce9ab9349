package bank.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

    @Test
    void knownPreferencesAreTakenWhereverTheyStandAndOthersIgnored() {
        Prefer prefer = Prefer.parse("handling=lenient, Respond-Async;foo=\"bar\" , wait=\"7\", wait=9,,");

        assertThat(prefer.respondAsync()).isTrue();
        assertThat(prefer.staleOk()).isFalse();
        assertThat(prefer.maxWait()).contains(Duration.ofSeconds(7));
    }

    @Test
    void anAnswerFromACopyIsTakenBesideAnythingElse() {
        Prefer prefer = Prefer.parse("wait=2, stale-ok");

        assertThat(prefer.staleOk()).isTrue();
        assertThat(prefer.maxWait()).contains(Duration.ofSeconds(2));
    }

    @Test
    void nothingIsPreferredByAnUnknownHeader() {
        assertThat(Prefer.parse("return=minimal")).isEqualTo(Prefer.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=", "wait=x", "wait=-1", "wait=31", "wait=1.5", "wait=99999999999"})
    void aWaitThatIsNotZeroToThirtySecondsIsAFault(String header) {
        assertThatThrownBy(() -> Prefer.parse(header).maxWait())
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("Prefer: wait must be a whole number of seconds");
    }
}
