package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Tensor;
import io.plumbline.core.model.TensorSlices;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of axes says of an engine's weights what they are. */
interface ArchitectureContract extends EngineSubject {

    /** Returns the engine that is asked. */
    private PruningEngine open() {
        return engine(4, optimizer(), ProbeSpec.of(batch(1)));
    }

    @Test
    default void theTableNamesAndShapesTheWeightsInTheirOrder() {
        try (PruningEngine engine = open()) {
            // When
            Architecture table = engine.architecture();

            // Then
            List<NamedArray> weights = engine.weights();
            assertThat(table.parameterTensors())
                    .extracting(Tensor::name)
                    .containsExactlyElementsOf(
                            weights.stream().map(NamedArray::name).toList());
            assertThat(table.parameterTensors())
                    .extracting(tensor -> tensor.shape(table.layers(), table.all()))
                    .containsExactlyElementsOf(
                            weights.stream().map(NamedArray::shape).toList());
            assertThat(engine.parameters()).isEqualTo(table.parameters(table.all()));
        }
    }

    @Test
    default void theTableSaysWhatEveryNodeOwnsAndWhatReadsIt() {
        try (PruningEngine engine = open()) {
            // When
            Architecture table = engine.architecture();

            // Then
            for (int node = 0; node < table.layers().nodes(); node++) {
                assertThat(places(table, node, true))
                        .as("owned by %d", node)
                        .containsExactlyElementsOf(sorted(definition().owned(node)));
                assertThat(places(table, node, false))
                        .as("reads %d", node)
                        .containsExactlyElementsOf(sorted(definition().outgoing(node)));
            }
        }
    }

    @Test
    default void theTableCountsWhatAPruningLeaves() {
        try (PruningEngine engine = masked(optimizer(), ProbeSpec.of(batch(1)))) {
            // Given
            Mask remaining = engine.mask();
            Architecture table = engine.architecture();

            // When
            engine.prune(remaining);

            // Then
            assertThat(engine.parameters())
                    .isEqualTo(table.parameters(remaining))
                    .isLessThan(table.parameters(table.all()));
        }
    }

    private static List<Integer> sorted(int[] places) {
        return Arrays.stream(places).sorted().boxed().toList();
    }

    /** Returns the places among all weights of what a node owns, or of what reads it and is not its own. */
    private static Set<Integer> places(Architecture table, int node, boolean owned) {
        Set<Integer> found = new TreeSet<>();
        int from = 0;
        for (Tensor tensor : table.parameterTensors()) {
            TensorSlices slices = table.slices(tensor);
            for (int place = 0; place < slices.rows() * slices.columns(); place++) {
                int row = place / slices.columns();
                int column = place % slices.columns();
                boolean ofColumn = slices.last().node(column) == node;
                boolean owns = slices.ownerOfRow(row) == node || (slices.last().isOwned() && ofColumn);
                boolean reads = Arrays.stream(slices.readByRow(row)).anyMatch(read -> read == node)
                        || (slices.last().isRead() && ofColumn);
                if (owned ? owns : reads && !owns) {
                    found.add(from + place);
                }
            }
            from += slices.rows() * slices.columns();
        }
        return found;
    }
}
