package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    @Test
    void namesArePrefixNounVersion() {
        assertThat(Topics.of("team-a").all())
                .extracting(Topic::name)
                .containsExactly(
                        "team-a.runs.v1",
                        "team-a.step-stats.v1",
                        "team-a.evaluations.v1",
                        "team-a.conditions.v1",
                        "team-a.mask-changes.v1",
                        "team-a.mask-acks.v1",
                        "team-a.commands.v1",
                        "team-a.dead-letters.v1");
    }

    @Test
    void decisionsAreKeptForEver() {
        assertThat(Topics.standard().maskChanges().settings()).containsEntry("retention.ms", "-1");
        assertThat(Topics.standard().runs().settings())
                .containsEntry("retention.ms", "-1")
                .containsEntry("cleanup.policy", "delete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "-a", "a/b"})
    void refusesAPrefixThatKafkaWouldRefuse(String prefix) {
        assertThatThrownBy(() -> Topics.of(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was '" + prefix + "'");
    }

    @Test
    void bytesThatAreNoEventAreABadRecord() {
        assertThatThrownBy(() -> Topics.standard().runs().parse(new byte[] {1, 2, 3}))
                .isInstanceOfSatisfying(
                        BadRecordException.class,
                        bad -> assertThat(bad.cause()).isEqualTo(BadRecordException.Cause.MALFORMED))
                .hasMessageStartingWith("plumbline.runs.v1: 3 bytes that are no event of this topic");
    }

    @Test
    void aTombstoneIsABadRecord() {
        assertThatThrownBy(() -> Topics.standard().runs().parse(null))
                .hasMessage("plumbline.runs.v1: a record without value");
    }
}
