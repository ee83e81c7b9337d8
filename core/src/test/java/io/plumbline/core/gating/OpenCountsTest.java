package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenCountsTest {

    @Test
    void readsWhatItWrites() {
        // Given
        List<OpenCounts> counts =
                List.of(new OpenCounts(200, List.of(480, 490)), new OpenCounts(300, List.of(450, 470)));

        // When
        String text = OpenCounts.spelling(counts);

        // Then
        assertThat(text).isEqualTo("200:480,490; 300:450,470");
        assertThat(OpenCounts.parse(text)).isEqualTo(counts);
        assertThat(OpenCounts.parse(" 200 : 480 , 490;300:450,470 ")).isEqualTo(counts);
    }

    @Test
    void saysWhatIsNoList() {
        refuses("", "gate.counts must be " + OpenCounts.FORM + ", had ''");
        refuses("200:48x", "gate.counts must be " + OpenCounts.FORM + ", had '48x'");
        refuses("200:4;", "gate.counts must be " + OpenCounts.FORM + ", had ''");
        refuses("200:99999999999", "gate.counts must be " + OpenCounts.FORM + ", had '99999999999'");
        refuses("0:4", "gate.counts must have steps of at least 1, had 0");
        refuses("200:4,", "gate.counts must be " + OpenCounts.FORM + ", had ''");
        refuses("200:4; 200:3", "gate.counts must have ascending steps, had 200 after 200");
    }

    @Test
    void saysWhichCountsAreNoneOfTheNetwork() {
        refusesPlan("30:8", "gate.counts of step 30 must be numbers of 2 layers, were 1");
        refusesPlan("30:8,11", "gate.counts of step 30 must leave 2 to 10 nodes of layer dense-2 open, were 11");
        refusesPlan("30:8,9;40:1,9", "gate.counts of step 40 must leave 2 to 10 nodes of layer dense-1 open, were 1");
        refusesPlan("30:8,0", "gate.counts of step 30 must leave 2 to 10 nodes of layer dense-2 open, were 0");
    }

    @Test
    void onlyOnePolicyFollowsThem() {
        // Given
        List<OpenCounts> counts = OpenCounts.parse("30:8,9");

        // Then
        assertThat(Policies.of(settings("random-counts", counts)).followsCounts())
                .isTrue();
        assertThatThrownBy(() -> Policies.of(settings("magnitude", counts)))
                .hasMessage("gate.counts must be left out for the policy magnitude: only random-counts follows it");
    }

    private static void refuses(String text, String sentence) {
        assertThatThrownBy(() -> OpenCounts.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private static void refusesPlan(String text, String sentence) {
        GateSettings settings = settings("random-counts", OpenCounts.parse(text));
        assertThatThrownBy(() -> TestRun.plan(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    /** t_0 20, t_1 200, δ 0.1, floor 2. */
    static GateSettings settings(String policy, List<OpenCounts> counts) {
        return GateSettings.of(TestRun.settings(policy).values(), counts);
    }
}
