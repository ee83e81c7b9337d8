package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plumbline.core.files.Spelling;
import java.util.List;

/**
 * What some tests need of the machine that they run on. Without it they are skipped, visibly; where {@code TEST_EXPECT} names
 * it, as continuous integration does with what it has installed, they fail instead.
 */
public enum Need {
    /** A container engine, with an image of Kafka and one of a JRE. */
    ENGINE,
    /** Prometheus, its tool and Alertmanager. */
    PROMETHEUS,
    /** Kubernetes' command, and validators of its objects. */
    KUBECTL;

    private static final String EXPECTED = "TEST_EXPECT";

    /**
     * Ends a test that cannot be run.
     *
     * @param there whether what it needs is at hand
     * @param otherwise what is missing, for people
     */
    public void require(boolean there, String otherwise) {
        require(there, otherwise, System.getenv().getOrDefault(EXPECTED, ""));
    }

    void require(boolean there, String otherwise, String expected) {
        boolean isExpected = List.of(expected.split(" ")).contains(Spelling.of(this));
        if (!there && isExpected) {
            fail("%s expects it here, but %s", EXPECTED, otherwise);
        }
        assumeTrue(there, otherwise);
    }

    /** Ends a test where a program is not on the path. */
    public void requireProgram(String name) {
        require(Installed.program(name).isPresent(), name + " is not installed");
    }
}
