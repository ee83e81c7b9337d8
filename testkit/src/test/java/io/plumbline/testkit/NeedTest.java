package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NeedTest {

    @Test
    void letsATestRunThatHasWhatItNeeds() {
        assertThatCode(() -> Need.ENGINE.require(true, "there is none", "engine"))
                .doesNotThrowAnyException();
    }

    @Test
    void skipsOneThatHasNot() {
        assertThatThrownBy(() -> Need.ENGINE.require(false, "there is none", "prometheus"))
                .isNotInstanceOf(AssertionError.class)
                .hasMessageContaining("there is none");
    }

    @Test
    void failsWhereItWasExpected() {
        assertThatThrownBy(() -> Need.ENGINE.require(false, "there is none", "kubectl engine"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("TEST_EXPECT expects it here, but there is none");
    }
}
