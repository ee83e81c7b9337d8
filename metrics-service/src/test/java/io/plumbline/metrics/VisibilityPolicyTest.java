package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisibilityPolicyTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long NOW = Desk.NOW;

    private final Desk desk = new Desk();

    @Test
    void showsAnEndedRunForAnHour() {
        // Given
        begin("a", NOW - 9 * HOUR);
        end("a", NOW - HOUR);

        // When
        List<RunView> within = VisibilityPolicy.DEFAULT.shown(desk.intake.views(), NOW);

        // Then
        assertThat(names(within)).containsExactly("a");
        assertThat(VisibilityPolicy.DEFAULT.shown(desk.intake.views(), NOW + 1)).isEmpty();
    }

    @Test
    void showsASilentRunForADay() {
        // Given
        begin("a", NOW - 24 * HOUR);

        // When
        List<RunView> within = VisibilityPolicy.DEFAULT.shown(desk.intake.views(), NOW);

        // Then
        assertThat(names(within)).containsExactly("a");
        assertThat(VisibilityPolicy.DEFAULT.shown(desk.intake.views(), NOW + 1)).isEmpty();
    }

    @Test
    void hidesThoseThatEndedFirstWhereThereIsNoRoom() {
        // Given
        VisibilityPolicy three = new VisibilityPolicy(Duration.ofHours(1), Duration.ofHours(24), 3, Duration.ofDays(7));
        begin("ended-late", NOW - 5_000);
        end("ended-late", NOW - 1_000);
        begin("ended-early", NOW - 4_000);
        end("ended-early", NOW - 2_000);
        begin("running", NOW - 9_000);
        begin("silent", NOW - 10_000);

        // When
        List<RunView> shown = three.shown(desk.intake.views(), NOW);

        // Then
        assertThat(names(shown)).containsExactly("ended-late", "running", "silent");
        assertThat(three.hidden(desk.intake.views(), NOW)).isEqualTo(1);
        assertThat(three.hidden(desk.intake.views(), NOW + 25 * HOUR)).isZero();
    }

    @Test
    void readsFromTheEarliestManifestOfARunThatMayBeShown() {
        // Given
        begin("ended-long-ago", NOW - 100 * HOUR);
        end("ended-long-ago", NOW - 2 * HOUR);
        begin("ended-just-now", NOW - 30 * HOUR);
        end("ended-just-now", NOW - 1_000);
        begin("perhaps-alive", NOW - 20 * HOUR);

        // When
        long from = VisibilityPolicy.DEFAULT.readFrom(desk.intake.views(), NOW);

        // Then: five minutes before, for clocks that differ
        assertThat(from).isEqualTo(NOW - 30 * HOUR - 5 * 60_000);
    }

    @Test
    void readsAWeekBackAtMost() {
        // Given
        begin("never-ended", NOW - 1_000 * HOUR);

        // When
        long from = VisibilityPolicy.DEFAULT.readFrom(desk.intake.views(), NOW);

        // Then
        assertThat(from).isEqualTo(NOW - 7 * 24 * HOUR - 5 * 60_000);
        assertThat(VisibilityPolicy.DEFAULT.forgotten(desk.intake.views(), NOW)).containsExactly("never-ended");
    }

    @Test
    void refusesAHistoryThatIsTooShortForWhatIsShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new VisibilityPolicy(Duration.ofHours(1), Duration.ofHours(24), 1, Duration.ofHours(2)))
                .withMessage(
                        "metrics.history must be at least metrics.expiry and metrics.silence, was PT2H against PT1H and PT24H");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new VisibilityPolicy(Duration.ofHours(1), Duration.ofHours(1), 0, Duration.ofHours(2)))
                .withMessage("metrics.max-runs must be at least 1, was 0");
    }

    private void begin(String run, long atMs) {
        desk.hand(desk.topics.runs(), run, new Events(run).manifest(), atMs);
        desk.hand(desk.topics.runs(), run, new Events(run).started(), atMs);
    }

    private void end(String run, long atMs) {
        desk.hand(desk.topics.runs(), run, new Events(run).finished(100), atMs);
    }

    private static List<String> names(List<RunView> views) {
        return views.stream().map(RunView::run).toList();
    }
}
