package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.Checkout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code docker compose} thinks of the compose file, by the schema that it checks files against. */
@Tag("platform")
class ComposeSpecificationIT {

    private static final String FILE = Checkout.text("docker/compose.yaml");

    @BeforeAll
    static void isInstalled() {
        Kubectl.require();
    }

    @Test
    void findsNothingWrong() throws Exception {
        assertThat(wrong(FILE)).isEqualTo("[]");
    }

    @Test
    void wouldFindAFieldThatIsNone() throws Exception {
        assertThat(wrong(FILE.replace("mem_limit: 768m", "memlimit: 768m")))
                .contains("/services/gate: must NOT have additional properties", "memlimit");
    }

    private static String wrong(String file) throws Exception {
        return Program.output(file, "node", "validate-compose.mjs").strip();
    }
}
