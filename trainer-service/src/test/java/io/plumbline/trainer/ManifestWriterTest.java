package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.Activation;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.data.DataSet;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.run.RunDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    private static Manifest manifest(String yaml) {
        RunDescription unresolved = RunDescription.parse(yaml);
        DataSet data = DataSet.load(unresolved.data());
        RunDescription run = unresolved.resolve(data.training().size());
        return ManifestWriter.of(new RunKey("r-1", 1), "0a1b", run, data, new FakeEngine(NETWORK, Long.MAX_VALUE), 0);
    }
}
