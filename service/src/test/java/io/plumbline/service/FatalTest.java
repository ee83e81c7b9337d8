package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FatalTest {

    @Test
    void tellsAMissingLibraryFromOneThatCannotBeUnpacked() {
        assertThat(Fatal.sentence(new NoClassDefFoundError("org/nd4j/linalg/factory/Nd4j")))
                .startsWith("the class org/nd4j/linalg/factory/Nd4j is missing");
        assertThat(Fatal.sentence(new UnsatisfiedLinkError("librocksdbjni.so: failed to map segment")))
                .contains("must be writable and allow execution");
        // What Java says from the second time on that such a class is asked for.
        assertThat(Fatal.sentence(new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j")))
                .contains("must be writable and allow execution");
    }

    @ParameterizedTest
    @CsvSource({
        "Java heap space, -Xmx",
        "'Cannot allocate new LongPointer(2): totalBytes = 0, physicalBytes = 284M', maxphysicalbytes",
        "Cannot reserve 4194304 bytes of direct buffer memory, -XX:MaxDirectMemorySize",
        "Metaspace, -XX:MaxMetaspaceSize"
    })
    void saysWhichMemoryIsFullAndWhatGivesMore(String said, String knob) {
        assertThat(Fatal.sentence(new OutOfMemoryError(said)))
                .startsWith("out of memory (" + said + "): ")
                .contains(knob);
    }
}
