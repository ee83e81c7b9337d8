package io.plumbline.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.data.DataException;
import org.junit.jupiter.api.Test;

class HeadTest {

    @Test
    void isReadAsItWasWrittenWithWhatIsNoNumber() {
        // Given
        Head head = Checkpointed.head("r-1", 2, 40);

        // Then
        assertThat(Head.parse(head.json())).isEqualTo(head);
    }

    @Test
    void isRefusedWhereSomethingIsMissingOrNew() {
        // Given
        String json = Checkpointed.head("r-1", 2, 40).json();

        // Then
        assertThatThrownBy(() -> Head.parse(json.replace("\"step\":40,", "")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("its head is not that of a checkpoint of this version: ");
        assertThatThrownBy(() -> Head.parse(json.replace("\"step\":40,", "\"step\":40,\"more\":1,")))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Head.parse("")).isInstanceOf(DataException.class);
    }

    @Test
    void isRefusedWhereItsNumbersMakeNoSense() {
        // Given
        String json = Checkpointed.head("r-1", 2, 40).json();

        // Then
        assertThatThrownBy(() -> Head.parse(json.replace("\"step\":40,\"evaluated\"", "\"step\":-1,\"evaluated\"")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must be at least 0");
    }
}
