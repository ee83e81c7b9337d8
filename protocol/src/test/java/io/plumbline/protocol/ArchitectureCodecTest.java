package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Axis;
import io.plumbline.core.model.Factor;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Role;
import io.plumbline.core.model.Tensor;
import io.plumbline.protocol.v1.AxisRole;
import io.plumbline.protocol.v1.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ArchitectureCodecTest {

    private static final List<LayerKind> KINDS = List.of(LayerKind.values());
    private static final List<Tensor.Kind> TENSORS = List.of(Tensor.Kind.values());
    private static final Architecture DENSE = Architecture.ofDense(4, List.of(3, 2), 5);

    @Property(tries = 300)
    void everyTableComesBack(@ForAll long seed) throws Exception {
        // Given
        Architecture network = random(new Random(seed));

        // When
        Manifest.Builder manifest = Manifest.newBuilder();
        Manifests.write(network, manifest);
        Architecture read =
                Manifests.architecture(Manifest.parseFrom(manifest.build().toByteArray()));

        // Then
        assertThat(read).isEqualTo(network);
    }

    private static Architecture random(Random random) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < 1 + random.nextInt(3); l++) {
            LayerKind kind = KINDS.get(random.nextInt(KINDS.size()));
            layers.add(new Layer("layer-" + l, kind, 1 + random.nextInt(9), 1 + random.nextInt(100)));
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int t = 0; t < random.nextInt(5); t++) {
            Tensor.Kind kind = TENSORS.get(random.nextInt(TENSORS.size()));
            // An axis may be owned, then no other is.
            List<Axis> axes = new ArrayList<>(List.of(axis(random, layers.size(), Role.values())));
            for (int a = 0; a < random.nextInt(3); a++) {
                axes.add(axis(random, layers.size(), Role.READS, Role.FOLLOWS));
            }
            tensors.add(new Tensor("tensor-" + t, kind, axes, random.nextInt(4) * 0.5));
        }
        return new Architecture(Layers.of(layers), tensors);
    }

    private static Axis axis(Random random, int layers, Role... roles) {
        List<Factor> factors = new ArrayList<>();
        if (random.nextBoolean()) {
            factors.add(new Factor.Fixed(1 + random.nextInt(5)));
        }
        factors.add(
                new Factor.Nodes(random.nextInt(layers), 1 + random.nextInt(4), roles[random.nextInt(roles.length)]));
        if (random.nextBoolean()) {
            factors.add(new Factor.Fixed(1 + random.nextInt(5)));
        }
        return new Axis(factors);
    }

    @Test
    void aDenseLayerTakesLessThanAHundredBytes() {
        // When
        int one = ArchitectureCodec.write(Architecture.ofDense(784, List.of(512), 10))
                .getSerializedSize();
        int two = ArchitectureCodec.write(Architecture.ofDense(784, List.of(512, 512), 10))
                .getSerializedSize();

        // Then
        assertThat(two - one).isBetween(1, 100);
    }

    @Test
    void aManifestWithoutTableIsANetworkOfUnknownTensors() throws Exception {
        // Given
        Manifest manifest = Manifest.newBuilder()
                .addAllRanges(Manifests.ranges(DENSE.layers()))
                .build();

        // When
        Architecture read = Manifests.architecture(manifest);

        // Then
        assertThat(read).isEqualTo(new Architecture(DENSE.layers(), List.of()));
    }

    @Test
    void refusesInOneSentenceWhatCanBeNoTable() {
        // Given
        Manifest.Builder manifest = Manifest.newBuilder().setRun("digits-1");
        Manifests.write(DENSE, manifest);

        // Then
        assertRefused(damaged(manifest, 9, AxisRole.AXIS_ROLE_OWNS, 1), "speaks of layer 9 (from 0), and there are 2");
        assertRefused(
                damaged(manifest, 0, AxisRole.AXIS_ROLE_UNSPECIFIED, 1), "expected the role owns, reads or follows");
        assertRefused(damaged(manifest, 0, AxisRole.AXIS_ROLE_OWNS, 0), "must be at least 1, was 0");
        assertRefused(damaged(manifest, 0, AxisRole.AXIS_ROLE_OWNS, Integer.MAX_VALUE), "integer overflow");
        assertRefused(damaged(manifest, -1, AxisRole.AXIS_ROLE_OWNS, 1), "must be at least 0, was -1");
    }

    private static Manifest damaged(Manifest.Builder manifest, int layer, AxisRole role, int size) {
        Manifest.Builder damaged = manifest.build().toBuilder();
        damaged.getArchitectureBuilder()
                .getTensorsBuilder(1)
                .getAxesBuilder(0)
                .getFactorsBuilder(0)
                .setRange(layer)
                .setRole(role)
                .setSize(size);
        return damaged.build();
    }

    private static void assertRefused(Manifest manifest, String why) {
        assertThatThrownBy(() -> Manifests.architecture(manifest))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("manifest of run 'digits-1': ")
                .hasMessageContaining(why);
    }
}
