package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.service.StartException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final Plan plan = Plans.read(
            Map.of("methods", "dense,small-from-scratch,gating-network", "seeds", "1,2,3,4", "wall-clock-seeds", "2"));
    private final Map<String, Result> made = new HashMap<>();
    private final Schedule schedule = new Schedule(plan, Plans.PLAN_DATA, key -> Optional.ofNullable(made.get(key)));

    @Test
    void hasAsManyRunsAsThePlanSays() {
        // When
        makeAll();

        // Then: two methods and their copy, two rates, three tuning seeds; four seeds; two timed
        assertThat(Stage.allRuns(plan)).isEqualTo(2 * 2 * 3 + 2 * 3 + 2 * 4 + 4 + 3 * 2);
        assertThat(made).hasSize(Stage.allRuns(plan));
    }

    @Test
    void tunesNothingWhereThereIsNothingToChoose() {
        // Given: one rate, and no keys of a method
        Plan equal = Plans.read(
                Map.of("methods", "dense,small-from-scratch,gating-network", "learning-rates", "0.2", "seeds", "1,2"));
        Schedule ofEqual = new Schedule(equal, Plans.PLAN_DATA, key -> Optional.empty());

        // Then
        assertThat(Stage.TUNING.runs(equal)).isZero();
        assertThat(Stage.TUNING_COPIES.runs(equal)).isZero();
        assertThat(ofEqual.jobs(Stage.SEEDS))
                .hasSize(4)
                .allSatisfy(job -> assertThat(job.candidate().learningRate()).isEqualTo(0.2));
    }

    @Test
    void tunesTheSubjectWhereAMethodThatIsTunedCopiesFromIt() {
        // Given: one rate, but two values of a key of the copying method
        Plan copied = Plans.read(Map.of(
                "methods",
                "dense,small-from-scratch,gating-network",
                "learning-rates",
                "0.2",
                "method.small-from-scratch.dropout",
                "0,0.2"));

        // Then: the subject on three seeds, two candidates of its copy on three seeds
        assertThat(Stage.TUNING.runs(copied)).isEqualTo(3);
        assertThat(Stage.TUNING_COPIES.runs(copied)).isEqualTo(2 * 3);
    }

    @Test
    void tunesOnOtherSeedsThanItReports() {
        // When
        makeAll();

        // Then
        Set<Long> tuning = new HashSet<>();
        schedule.jobs(Stage.TUNING).forEach(job -> tuning.add(job.seed()));
        assertThat(tuning).containsExactlyInAnyOrder(11L, 12L, 13L);
        assertThat(schedule.jobs(Stage.SEEDS)).extracting(Job::seed).containsOnly(1L, 2L, 3L, 4L);
    }

    @Test
    void givesTheSmallNetworkTheShapeThatTheGatingRunOfItsSeedEndedWith() {
        // When
        makeAll();

        // Then
        for (Job job : schedule.jobs(Stage.SEEDS_OF_COPIES)) {
            assertThat(job.candidate().method().name()).isEqualTo("small-from-scratch");
            assertThat(job.settings().nodes()).containsExactly(3, 2);
        }
    }

    @Test
    void reportsTheRateThatTuningFoundFastest() {
        // When
        makeAll();

        // Then
        assertThat(schedule.jobs(Stage.SEEDS))
                .extracting(job -> job.candidate().learningRate())
                .containsOnly(0.2);
    }

    @Test
    void interleavesMethodsWhereTimesCount() {
        // When
        makeAll();

        // Then
        List<Job> timed = schedule.jobs(Stage.TIMES);
        assertThat(timed)
                .extracting(job -> job.seed() + " " + job.candidate().method().name())
                .containsExactly(
                        "1 dense",
                        "1 small-from-scratch",
                        "1 gating-network",
                        "2 dense",
                        "2 small-from-scratch",
                        "2 gating-network");
        assertThat(timed).extracting(job -> job.settings().get("mode")).containsOnly("async");
        assertThat(schedule.jobs(Stage.SEEDS))
                .extracting(job -> job.settings().get("mode"))
                .containsOnly("lockstep");
    }

    @Test
    void endsRunsAtTheLastTargetWhereNothingElseIsAskedOfThem() {
        // When
        makeAll();

        // Then
        assertThat(stopping(Stage.TUNING))
                .as("others copy what a gating run ends with")
                .containsExactly("dense");
        assertThat(stopping(Stage.TUNING_COPIES)).containsExactly("small-from-scratch");
        assertThat(stopping(Stage.SEEDS)).isEmpty();
        assertThat(stopping(Stage.SEEDS_OF_COPIES)).isEmpty();
        assertThat(stopping(Stage.TIMES)).containsExactly("dense", "small-from-scratch", "gating-network");
    }

    @Test
    void tunesWhatRegularizesToTheEndAndWhatNobodyCopiesToTheTarget() {
        // When
        Plan uncopied = Plans.of("dense,dense-regularized,gating-network", "1");

        // Then
        assertThat(uncopied.methods().stream().filter(uncopied::tunesWhole).map(Method::name))
                .containsExactly("dense-regularized");
    }

    @Test
    void readsNothingButTimesToTargetsFromRunsThatEndThere() {
        assertThat(Metrics.of(plan, true).stream().filter(Metric::timed).map(Metric::id))
                .containsExactly("seconds-to-1.0", "seconds-to-0.5");
    }

    @Test
    void timesDenseNetworksWithoutTheProbesThatNothingFollowsFrom() {
        // When
        makeAll();

        // Then
        assertThat(schedule.jobs(Stage.TIMES))
                .allSatisfy(job -> assertThat(job.settings()
                                .get("probe.interval")
                                .equals(job.settings().get("steps")))
                        .as(job.describe())
                        .isEqualTo(!job.candidate().method().name().equals("gating-network")));
        assertThat(schedule.jobs(Stage.SEEDS))
                .noneMatch(job -> job.settings()
                        .get("probe.interval")
                        .equals(job.settings().get("steps")));
    }

    private List<String> stopping(Stage stage) {
        return schedule.jobs(stage).stream()
                .filter(job -> job.settings().get("stop-at-target").equals("true"))
                .map(job -> job.candidate().method().name())
                .distinct()
                .toList();
    }

    @Test
    void saysWhichRunIsMissing() {
        assertThatThrownBy(() -> schedule.jobs(Stage.SEEDS))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("dense, rate 0.1, seed 11")
                .hasMessageContaining("is missing");
    }

    @Test
    void writesCountsDecisionByDecision() {
        // When
        Job job = schedule.jobs(Stage.TUNING).get(0);
        Map<String, String> copied = Method.Copy.COUNTS.of(SyntheticResults.of(job, 0.97, 1), job.settings());

        // Then
        assertThat(copied).containsEntry("gate.counts", "20:3,4; 40:3,2");
    }

    @Test
    void letsARunThatClosedNothingBeFollowedByOneThatClosesNothing() {
        // Given
        Result run = SyntheticResults.of(schedule.jobs(Stage.TUNING).get(0), 0.97, 1);
        Result open = new Result(
                run.key(),
                run.software(),
                run.run(),
                run.method(),
                run.settings(),
                run.sha256(),
                run.ending(),
                run.reason(),
                run.steps(),
                run.nodes(),
                run.evaluations(),
                run.conditions(),
                run.violations(),
                run.shapes().subList(0, 1),
                run.prunings(),
                run.costs());

        // Then
        assertThat(Method.Copy.COUNTS.of(
                        open, schedule.jobs(Stage.TUNING).get(0).settings()))
                .containsEntry("gate.counts", "1:4,4");
    }

    private void makeAll() {
        for (Stage stage : Stage.values()) {
            for (Job job : schedule.jobs(stage)) {
                double rate = job.candidate().learningRate();
                made.put(job.key(), SyntheticResults.of(job, 1 - rate / 5, 10));
            }
        }
    }
}
