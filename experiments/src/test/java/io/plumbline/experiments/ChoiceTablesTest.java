package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the table of choices says of methods with one candidate, which nobody tuned. */
class ChoiceTablesTest {

    private static String choices(String rates) {
        Plan plan =
                Plans.read(Map.of("methods", "dense,gating-network", "learning-rates", rates, "seeds", "1,2,3,4,5"));
        return new ChoiceTables(SyntheticFindings.drawn(plan, 7)).choices();
    }

    @Test
    void doesNotSayThatAMethodMissedWhatItWasNotTriedOn() {
        assertThat(choices("0.2")).contains("rate 0.2").doesNotContain("missed").doesNotContain("0 of 0");
    }

    @Test
    void saysHowManyTuningSeedsReachedTheTarget() {
        assertThat(choices("0.1,0.2")).contains("of 3<");
    }
}
