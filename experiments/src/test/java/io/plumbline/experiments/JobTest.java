package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.RunId;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobTest {

    private static Job job(String method) {
        Plan plan = Plans.read(Map.of(
                "methods",
                "dense," + method,
                "subject",
                "dense",
                "variant." + method + ".of",
                "dense",
                "variant." + method + ".dropout",
                "0.1"));
        Candidate candidate = new Candidate(plan.methods().get(1), 0.1, Map.of());
        return Job.of(plan, Plans.PLAN_DATA, candidate, Pass.FINAL, 1, Map.of());
    }

    @Test
    void aRunIsNamedByMethodAndKeyAndNoOtherHasItsName() {
        // Given
        Job job = job("half");
        Random chance = new Random(1);

        // When
        String run = job.run(chance);

        // Then
        assertThat(run).startsWith("compare-half-" + job.key() + "-").isNotEqualTo(job.run(chance));
    }

    @Test
    void aLongNameOfAMethodIsCutToWhatARunIdMayHave() {
        // Given: longer than a run id
        Job job = job("a-method-whose-name-says-all-that-it-does-and-some-more-things-too");

        // When
        String run = job.run(new Random(1));

        // Then
        assertThat(run).hasSize(RunId.LONGEST).startsWith("compare-a-method").contains("-" + job.key() + "-");
        assertThat(RunId.check(run)).isEqualTo(run);
    }
}
