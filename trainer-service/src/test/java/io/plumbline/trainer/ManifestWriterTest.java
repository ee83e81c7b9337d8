package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.Activation;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.DataSettings;
import io.plumbline.engine.data.Objective;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.run.RunDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestWriterTest {

    private static final MlpSpec NETWORK = new MlpSpec(64, List.of(4), 10, Activation.RELU);

    @Test
    void saysThatEvaluationsAreOfTheTestPart() {
        // When
        Manifest manifest = manifest("data: {set: digits}");

        // Then
        assertThat(manifest.getData().getEvaluatedPart()).isEqualTo("test");
        assertThat(manifest.getData().getTestExamples()).isEqualTo(360);
    }

    @Test
    void saysThatEvaluationsAreOfTheValidationPart() {
        // When
        Manifest manifest = manifest("data: {set: digits, validation-share: 0.1, evaluate: validation}");

        // Then: a tenth of 1,437
        assertThat(manifest.getData().getEvaluatedPart()).isEqualTo("validation");
        assertThat(manifest.getData().getTestExamples()).isBetween(140L, 147L);
    }

    @Test
    void saysHowManyDrawsAProbeMakes() {
        assertThat(manifest("data: {set: digits}\nprobe: {draws: 6}").getProbeDraws())
                .isEqualTo(6);
    }

    @Test
    void anExampleOfATextIsAPredictedToken(@TempDir Path folder) throws IOException {
        for (Objective objective : Objective.values()) {
            // Given: 800 characters to train on are 99 windows of 8 and their labels, or 100 of which some tokens are
            // masked
            DataSettings settings = TextFiles.of(folder, 1000, 8, objective);

            // When
            Manifest manifest = manifest("data: {set: '" + settings.source() + "', tokens: 8, objective: "
                    + objective.spelling() + "}\nnetwork: {kind: transformer, depth: 1, width: 8, heads: 2}");

            // Then
            int windows = objective == Objective.NEXT ? 99 : 100;
            assertThat(manifest.getData().getName()).isEqualTo("text");
            assertThat(manifest.getData().getUnit())
                    .isEqualTo(objective == Objective.NEXT ? "character" : "masked-character");
            assertThat(manifest.getData().getTrainingExamples()).isEqualTo(8L * windows);
            assertThat(manifest.getData().getTestExamples()).isEqualTo(objective == Objective.NEXT ? 192 : 200);
            assertThat(manifest.getData().getFeatures()).isEqualTo(8);
            assertThat(manifest.getData().getClasses()).isEqualTo(objective == Objective.NEXT ? 26 : 27);
        }
    }

    private static Manifest manifest(String yaml) {
        RunDescription unresolved = RunDescription.parse(yaml);
        DataSet data = DataSet.load(unresolved.data());
        RunDescription run = unresolved.resolve(data.training().size());
        return ManifestWriter.of(new RunKey("r-1", 1), "0a1b", run, data, new FakeEngine(NETWORK, Long.MAX_VALUE), 0);
    }
}
