package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkersTest {

    private final Plan plan = Plans.of("dense,random", "1,2,3,4");
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger started = new AtomicInteger();

    @TempDir
    private Path logs;

    @Test
    void triesARunTwiceInANewProcessAndThenSaysThatItFailed() throws InterruptedException {
        // Given processes that end at once
        try (Workers workers = workers()) {
            // When
            workers.make(jobs(1), 1, WorkersTest::assignment, (job, failure) -> failures.add(failure.orElseThrow()));
        }

        // Then
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).containsAnyOf("the trainer process ended", "cannot be started");
        assertThat(started).hasValue(2);
    }

    @Test
    void leavesTheRestWhereItIsToldTo() throws InterruptedException {
        // When
        try (Workers workers = workers()) {
            workers.make(jobs(4), 1, WorkersTest::assignment, (job, failure) -> {
                failures.add(failure.orElseThrow());
                return failures.size() < 2;
            });
        }

        // Then
        assertThat(failures).hasSize(2);
    }

    @Test
    void tellsAnAnswerFromWhatLibrariesPrint() {
        assertThat(WorkerAnswer.parse("Loaded [CpuBackend] backend")).isEmpty();
        WorkerAnswer failed =
                WorkerAnswer.parse("plumbline-run failed no gate\tanswered").orElseThrow();
        assertThat(failed.failure()).contains("no gate\tanswered");
        assertThat(WorkerAnswer.parse(failed.line())).isPresent();
        assertThat(failed.line()).doesNotContain("\t");
    }

    private Workers workers() {
        Assignment.Connection nowhere = new Assignment.Connection("127.0.0.1:1", Map.of(), "plumbline");
        return new Workers(number -> {
            started.incrementAndGet();
            return WorkerProcess.start("io.plumbline.NoSuchMain", nowhere, logs.resolve("worker-" + number));
        });
    }

    private List<Job> jobs(int count) {
        Candidate dense = plan.candidates(Methods.named("dense").orElseThrow()).get(0);
        return plan.seeds().subList(0, count).stream()
                .map(seed -> Job.of(plan, Plans.PLAN_DATA, dense, Pass.FINAL, seed, Map.of()))
                .toList();
    }

    private static Assignment assignment(Job job) {
        return new Assignment(job.key(), "run", "dense", job.settings().values(), "", "");
    }
}
