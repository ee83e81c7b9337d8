package io.plumbline.trainer;

import io.plumbline.engine.Score;
import io.plumbline.trainer.Evaluated.Averaged;
import io.plumbline.trainer.RunResult.Probed;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.checkpoint.TallyState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Parts of a tally as checkpoints hold them, and back. */
final class KeptTally {

    private static final int WITH_AVERAGE = 4;

    private KeptTally() {}

    static Head.Evaluation kept(Evaluated evaluated) {
        List<Score> averaged = evaluated
                .averaged()
                .map(mean -> List.of(mean.training(), mean.test()))
                .orElse(List.of());
        List<Score> scores = Stream.concat(Stream.of(evaluated.training(), evaluated.test()), averaged.stream())
                .toList();
        return new Head.Evaluation(evaluated.step(), evaluated.maskVersion(), scores, evaluated.trainingSeconds());
    }

    static Evaluated evaluated(Head.Evaluation kept) {
        List<Score> scores = kept.scores();
        Optional<Averaged> averaged = scores.size() == WITH_AVERAGE
                ? Optional.of(new Averaged(scores.get(2), scores.get(3)))
                : Optional.empty();
        return new Evaluated(
                kept.step(), kept.maskVersion(), scores.get(0), scores.get(1), averaged, kept.trainingSeconds());
    }

    static TallyState.Probe kept(Probed probed) {
        return new TallyState.Probe(probed.step(), probed.loss(), probed.lambda(), probed.muPl());
    }

    static Probed probed(TallyState.Probe kept) {
        return new Probed(kept.step(), kept.loss(), kept.lambda(), kept.muPl());
    }
}
