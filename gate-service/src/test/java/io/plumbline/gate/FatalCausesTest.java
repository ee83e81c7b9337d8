package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FatalCausesTest {

    private final FatalCauses fatal =
            new FatalCauses(GateConfig.of(KafkaSettings.of("kafka:9092"), Topics.standard(), Path.of("/data/gate")));

    @Test
    void letsPassWhatABrokerThatIsGoneBrings() {
        assertThat(fatal.sentence(new StreamsException(new TimeoutException("60000 ms have passed"))))
                .isEmpty();
        assertThat(fatal.sentence(new LockException("the last one still closes")))
                .isEmpty();
    }

    @Test
    void saysInTheWordsOfAllServicesThatKafkaRefuses() {
        assertThat(fatal.sentence(new StreamsException(new SaslAuthenticationException("wrong password"))))
                .contains("The gate cannot go on: kafka:9092 refuses the login: are kafka.sasl.* and"
                        + " kafka.security.protocol right? (wrong password).");
        assertThat(fatal.sentence(new StreamsException(new TopicAuthorizationException("no access"))))
                .contains(
                        "The gate cannot go on: kafka:9092 does not allow it: this login needs more rights (no access).");
    }

    @Test
    void namesTheFolderWhoseStateIsOfAnotherVersion() {
        assertThat(fatal.sentence(new StreamsException(new StateFormatException(4))))
                .contains("The gate's state in /data/gate was written by another version (expected format 4): move that"
                        + " folder away if this Kafka is new; else let that version end its runs, or start this one under"
                        + " another topic-prefix and gate.state-directory.");
    }

    @Test
    void namesTheOtherGateTheFullDiskAndWhateverElseNoWaitingMends() {
        assertThat(fatal.sentence(new StreamsException(new FencedInstanceIdException("fenced"))))
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith("Another gate runs under the name of this one"));
        assertThat(fatal.sentence(new ProcessorStateException(new IOException("No space left on device"))))
                .contains(
                        "The disk that holds the gate's state, /data/gate, is full: make room and start the gate again."
                                + " Nothing is lost.");
        assertThat(fatal.sentence(new StreamsException(new OutOfMemoryError("Java heap space"))))
                .contains("The gate fails: java.lang.OutOfMemoryError: Java heap space");
        assertThat(fatal.sentence(new UnsatisfiedLinkError("librocksdbjni.so: failed to map segment")))
                .hasValueSatisfying(said -> assertThat(said).contains("/data/gate", "JAVA_OPTS=-Djava.io.tmpdir="));
        assertThat(fatal.sentence(new IllegalStateException("a bug")))
                .contains("The gate fails: java.lang.IllegalStateException: a bug");
    }
}
