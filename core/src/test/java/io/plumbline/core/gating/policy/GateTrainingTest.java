package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.random.Draws;
import io.plumbline.core.settings.SettingsOf;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTrainingTest {

    private final SharedNetwork network = new SharedNetwork(Features.COUNT, 6);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hasTheGradientOfItsFiniteDifferences(boolean selfTuned) {
        // Given
        Situations drawn = Situations.drawn(8, 6).withDensity(0.6);
        Situation situation = (selfTuned ? drawn.withSettings(SettingsOf.selfTuned()) : drawn).get();
        GateTraining training = training(situation);
        double[] v = network.draw(Draws.of(1, 0));
        double[] noise = new double[16];
        Arrays.setAll(noise, b -> Math.sin(b));
        double[] gradient = new double[network.parameters()];

        // When
        training.evaluate(v, noise, gradient);

        // Then
        Gradients.check(w -> training.evaluate(w, noise, new double[gradient.length]), v, gradient, 1e-5);
    }

    /** Nodes that open, close, rest and do nothing, more than one block of them; one kind of layer, so that columns are 0. */
    @Test
    void computesWhatThePlainLoopsDo() {
        // Given
        Situation situation = Situations.drawn(400, 6).withDensity(0.6).get();
        double[] x = Features.of(situation);
        double[] pinned = Situations.fill(800, Double.NaN);
        pinned[3] = 1;
        pinned[700] = 0;
        double[] v = network.draw(Draws.of(1, 0));
        Draws sequence = Draws.of(2, 2);
        PlainNetwork plain = new PlainNetwork(Features.COUNT, 6, x);
        double[] expected = v.clone();
        Adam adam = Adam.create(0.01, v.length);
        for (int step = 0; step < 3; step++) {
            double[] draws = new double[800];
            Arrays.setAll(draws, b -> sequence.nextDouble());
            adam.step(expected, plain.gradient(expected, GateLoss.of(situation), pinned, draws));
        }
        GateTraining training = new GateTraining(space(situation), GateLoss.of(situation), pinned, Draws.of(2, 2));

        // When
        training.train(new NetworkMemory(v, Adam.create(0.01, v.length)), 3);

        // Then
        Bits.assertSame(v, expected, "parameters");
    }

    @Test
    void lowersQ() {
        // Given
        Situation situation = Situations.drawn(32, 6).withDensity(0.9).get();
        GateTraining training = training(situation);
        double[] v = network.draw(Draws.of(1, 0));
        double before = meanLoss(training, v);

        // When
        training.train(new NetworkMemory(v, Adam.create(0.01, v.length)), 200);

        // Then
        assertThat(meanLoss(training, v)).isLessThan(before - 1);
    }

    @Test
    void takesAdamsFirstStepsBySign() {
        // Given
        double[] v = {1, -2, 0.5};
        Adam adam = Adam.create(0.01, 3);

        // When
        adam.step(v, new double[] {4, -0.1, 0});

        // Then
        assertThat(v).containsExactly(new double[] {0.99, -1.99, 0.5}, within(1e-8));
    }

    @Test
    void remembersEveryNumber() {
        // Given
        double[] v = {1, 2};
        Adam adam = Adam.create(0.01, 2);
        adam.step(v, new double[] {0.3, -0.7});

        // When
        Memory written = new NetworkMemory(v, adam).write();

        // Then
        assertThat(NetworkMemory.fits(written, 2)).isTrue();
        assertThat(NetworkMemory.fits(written, 3)).isFalse();
        assertThat(NetworkMemory.read(written, 0.01).write()).isEqualTo(written);
    }

    private GateTraining training(Situation situation) {
        double[] fixed = Situations.fill(situation.nodes().size(), Double.NaN);
        fixed[3] = 1;
        return new GateTraining(space(situation), GateLoss.of(situation), fixed, Draws.of(1, 1));
    }

    private static Workspace space(Situation situation) {
        Workspace space = new Workspace(situation.nodes().size(), 6);
        space.load(situation);
        return space;
    }

    private double meanLoss(GateTraining training, double[] v) {
        Draws draws = Draws.of(9, 9);
        double sum = 0;
        for (int i = 0; i < 50; i++) {
            double[] noise = new double[64];
            Arrays.setAll(noise, b -> PlainNetwork.noise(draws.nextDouble()));
            sum += training.evaluate(v, noise, new double[network.parameters()]);
        }
        return sum / 50;
    }
}
