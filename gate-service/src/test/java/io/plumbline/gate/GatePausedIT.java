package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.protocol.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A gate whose process is paused in the middle of a transaction, for longer than transactions and sessions last: Kafka
 * has ended both when it goes on, and what it was about to write must not come on top.
 */
@Tag("patience")
@Execution(ExecutionMode.CONCURRENT)
class GatePausedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration OFTEN = Duration.ofMillis(5);

    @TempDir
    private Path directory;

    private final TestPipeline pipeline = pipeline();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.servers));

    private TestPipeline pipeline() {
        return new TestPipeline(directory, 1);
    }

    @AfterEach
    void closeClients() {
        admin.close();
        pipeline.close();
    }

    @Test
    void decidesOnceAStepThoughItIsPausedForLongerThanItsTransactionAndItsSession() throws Exception {
        // Given
        Scripts scripts = new Scripts(pipeline, 2, 800);
        try (GateProcess gate = GateProcess.start(pipeline, "gate", directory.resolve("state"))) {
            scripts.say(50).awaitDecisions();

            // When
            pauseInTransaction(gate, scripts);
            scripts.say(40);
            await().atMost(PATIENCE).until(() -> !isTransacting() && members() == 0);
            scripts.say(40);
            gate.resume();
            scripts.sayAll();

            // Then
            scripts.assertDecidedAsUndisturbed();
            gate.stop();
        }
    }

    @Test
    void decidesOnceAStepThoughItWakesUpBesideTheOneThatTookOver() throws Exception {
        // Given
        Scripts scripts = new Scripts(pipeline, 2, 800);
        try (GateProcess sleeper = GateProcess.start(pipeline, "sleeper", directory.resolve("sleeper"))) {
            scripts.say(50).awaitDecisions();

            // When
            pauseInTransaction(sleeper, scripts);
            try (GateProcess other = GateProcess.start(pipeline, "other", directory.resolve("other"))) {
                scripts.say(100).awaitDecisions();
                scripts.say(35);
                sleeper.resume();
                scripts.say(300).awaitDecisions();
                await().atMost(PATIENCE).until(() -> members() == 2);
                scripts.sayAll();

                // Then
                scripts.assertDecidedAsUndisturbed();
                other.stop();
            }
            sleeper.stop();
            scripts.assertDecidedAsUndisturbed();
        }
    }

    /** A transaction lasts a second at most: where the pause came too late, the gate goes on to the next one. */
    private void pauseInTransaction(GateProcess gate, Scripts scripts) throws Exception {
        for (boolean caught = false; !caught; caught = isTransacting()) {
            assertThat(scripts.isSaid())
                    .as("said before a transaction was caught")
                    .isFalse();
            gate.resume();
            scripts.sayToProbe();
            await().atMost(PATIENCE).pollInterval(OFTEN).until(this::isTransacting);
            gate.pause();
        }
    }

    private boolean isTransacting() throws ExecutionException, InterruptedException {
        return admin.listTransactions().all().get().stream()
                .anyMatch(transaction -> transaction.transactionalId().startsWith(group() + "-")
                        && transaction.state() == TransactionState.ONGOING);
    }

    private int members() throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(group()))
                .all()
                .get()
                .get(group())
                .members()
                .size();
    }

    private String group() {
        Topics topics = pipeline.topics;
        return topics.gateGroup();
    }
}
