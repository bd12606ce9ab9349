package bank.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanonicalTest {

    @Test
    void theSameRequestHasTheSameFingerprint() {
        assertThat(new Canonical("deposit").add("amount", "5").fingerprint())
                .isEqualTo(new Canonical("deposit").add("amount", "5").fingerprint())
                .hasSize(43);
    }

    @Test
    void anotherRequestHasAnother() {
        assertThat(new Canonical("deposit").add("amount", "5").fingerprint())
                .isNotEqualTo(new Canonical("withdraw").add("amount", "5").fingerprint())
                .isNotEqualTo(new Canonical("deposit").add("amount", "6").fingerprint())
                .isNotEqualTo(new Canonical("deposit")
                        .add("amount", "5")
                        .add("expected_version", "5")
                        .fingerprint());
    }

    @Test
    void aValueCannotPassForAnotherField() {
        assertThat(new Canonical("open").add("owner", "A\naccount_id 1 b").text())
                .isNotEqualTo(new Canonical("open")
                        .add("owner", "A")
                        .add("account_id", "b")
                        .text());
    }
}
