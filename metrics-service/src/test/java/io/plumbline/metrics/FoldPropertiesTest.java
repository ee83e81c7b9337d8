package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the fold of any run, whatever the order between topics. The seed is the argument of each test. */
class FoldPropertiesTest {

    static LongStream seeds() {
        long first = System.nanoTime();
        return LongStream.range(first, first + 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheOrderBetweenTopics(long seed) {
        // Given
        List<List<Story.Line<?>>> story = Story.of("run-1", Topics.standard(), new Random(seed));
        Desk inTurn = new Desk();
        story.forEach(chapter -> chapter.forEach(line -> line.handTo(inTurn)));
        Desk shuffled = new Desk();

        // When
        interleaved(story, new Random(seed + 1)).forEach(line -> line.handTo(shuffled));

        // Then
        assertThat(shuffled.view("run-1")).isEqualTo(inTurn.view("run-1"));
        assertThat(shuffled.held).isZero();
        assertThat(shuffled.bad).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survivesDuplicates(long seed) {
        // Given
        List<List<Story.Line<?>>> story = Story.of("run-1", Topics.standard(), new Random(seed));
        Desk once = new Desk();
        story.forEach(chapter -> chapter.forEach(line -> line.handTo(once)));
        Desk twice = new Desk();

        // When
        story.forEach(chapter -> doubled(chapter, new Random(seed + 2)).forEach(line -> line.handTo(twice)));

        // Then
        assertThat(twice.view("run-1")).isEqualTo(once.view("run-1"));
        assertThat(twice.folded).isEqualTo(once.folded);
        assertThat(twice.bad).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsRunsApart(long seed) {
        // Given
        List<List<Story.Line<?>>> one = Story.of("run-1", Topics.standard(), new Random(seed));
        List<List<Story.Line<?>>> other = Story.of("run-2", Topics.standard(), new Random(seed + 1));
        Desk alone = new Desk();
        one.forEach(chapter -> chapter.forEach(line -> line.handTo(alone)));
        Desk together = new Desk();
        List<List<Story.Line<?>>> both = new ArrayList<>(one);
        both.addAll(other);

        // When
        interleaved(both, new Random(seed + 2)).forEach(line -> line.handTo(together));

        // Then
        assertThat(together.view("run-1")).isEqualTo(alone.view("run-1"));
        assertThat(together.intake.views()).hasSize(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void accountsForEveryRecord(long seed) {
        // Given
        List<List<Story.Line<?>>> story = Story.of("run-1", Topics.standard(), new Random(seed));
        List<Story.Line<?>> mixed = doubled(interleaved(story, new Random(seed)), new Random(seed));
        Desk desk = new Desk();

        // When
        mixed.subList(0, mixed.size() / 2).forEach(line -> line.handTo(desk));

        // Then
        assertThat(desk.folded + desk.unchanged + desk.bad.size() + desk.held).isEqualTo(desk.read);
    }

    /** Draws the topic of every next record; each topic keeps its order. */
    private static List<Story.Line<?>> interleaved(List<List<Story.Line<?>>> story, Random random) {
        List<List<Story.Line<?>>> left = new ArrayList<>();
        story.forEach(chapter -> left.add(new ArrayList<>(chapter)));
        List<Story.Line<?>> lines = new ArrayList<>();
        left.removeIf(List::isEmpty);
        while (!left.isEmpty()) {
            lines.add(left.get(random.nextInt(left.size())).remove(0));
            left.removeIf(List::isEmpty);
        }
        return lines;
    }

    /** Says again, now and then, something that was said before. */
    private static List<Story.Line<?>> doubled(List<Story.Line<?>> chapter, Random random) {
        List<Story.Line<?>> lines = new ArrayList<>();
        for (Story.Line<?> line : chapter) {
            lines.add(line);
            while (random.nextInt(3) == 0) {
                lines.add(lines.get(random.nextInt(lines.size())));
            }
        }
        return lines;
    }
}
