package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void closesLastOpenedFirstAndOnce() {
        // Given
        Closing closing = new Closing();
        closing.add(() -> closed.add("first"));
        closing.add(() -> closed.add("second"));

        // When
        closing.close();
        closing.close();

        // Then
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closesTheOthersWhereOneFails() {
        // Given
        Closing closing = new Closing();
        closing.add(() -> closed.add("first"));
        closing.add(() -> {
            throw new IllegalStateException("stuck");
        });

        // When
        closing.close();

        // Then
        assertThat(closed).containsExactly("first");
    }

    @Test
    void closesWhatStartedBeforeAFailure() {
        // When
        assertThatIllegalStateException()
                .isThrownBy(() -> Closing.start(parts -> {
                    parts.add(() -> closed.add("first"));
                    throw new IllegalStateException("no second");
                }));

        // Then
        assertThat(closed).containsExactly("first");
    }

    @Test
    void aHookClosesItsServiceOnceAndReleasesThoseWhoWait() throws InterruptedException {
        // Given
        ShutdownHook hook = ShutdownHook.closing(() -> closed.add("service"));

        // When
        hook.close();
        hook.close();

        // Then
        hook.await();
        assertThat(closed).containsExactly("service");
    }
}
