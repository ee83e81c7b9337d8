package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.gate.RocksMemory;
import io.plumbline.testkit.Checkout;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that a process may take, summed, fits into the memory that its container gets. */
class MemoryTest {

    /** Stacks, symbols, collector and compiler: 45 MB were measured with all services in one process. */
    private static final long REST_OF_JAVA = 64 * Sizes.MEGABYTE;

    /** A container, as a compose file or a manifest describes it. */
    private record Container(String where, String role, long limit) {

        @Override
        public String toString() {
            return role + " in " + where + ", " + limit / Sizes.MEGABYTE + " MB";
        }
    }

    static Stream<Container> containers() {
        JsonNode services = Checkout.tree(Checkout.file("docker/compose.yaml"));
        Stream<Container> composed = Stream.of(
                new Container("compose.yaml", "gate", bytes(services.at("/services/gate/mem_limit"))),
                new Container("compose.yaml", "metrics", bytes(services.at("/services/metrics/mem_limit"))),
                new Container("compose.yaml", "trainer", bytes(services.at("/x-trainer/mem_limit"))));
        return Stream.concat(
                composed,
                Stream.of("k8s/base/gate.yaml", "k8s/base/metrics.yaml", "k8s/trainer/job.yaml")
                        .flatMap(MemoryTest::described));
    }

    private static Stream<Container> described(String file) {
        List<JsonNode> objects = Checkout.trees(Checkout.file(file));
        return objects.stream()
                .map(object -> object.at("/spec/template/spec/containers/0"))
                .filter(container -> !container.isMissingNode())
                .map(container -> new Container(
                        file, container.at("/name").asText(), bytes(container.at("/resources/limits/memory"))));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void fitsIntoItsContainer(Container container) {
        // Given
        long heap = container.limit() * percent("-XX:MaxRAMPercentage=(\\d+)") / 100;
        long java = size("Dockerfile", "-XX:MaxMetaspaceSize=(\\S+)")
                + size("Dockerfile", "-XX:MaxDirectMemorySize=(\\S+)")
                + size("../plumbline", "-XX:ReservedCodeCacheSize=([^\\s)]+)")
                + REST_OF_JAVA;
        long most = heap * percent("maxphysicalbytes=(\\d+)%") / 100;

        // Then
        assertThat(heap + java + (container.role().equals("gate") ? RocksMemory.LIMIT : 0))
                .as("heap, Java's own and the state stores")
                .isLessThanOrEqualTo(container.limit());
        if (container.role().equals("trainer")) {
            assertThat(most)
                    .as("where the numeric library refuses")
                    .isBetween(heap + java, container.limit() * 19 / 20);
        }
    }

    private static int percent(String option) {
        return Integer.parseInt(option("Dockerfile", option));
    }

    private static long size(String file, String option) {
        return Sizes.bytes(option(file, option));
    }

    private static String option(String file, String option) {
        Matcher matcher = Pattern.compile(option).matcher(Checkout.text("docker/" + file));
        assertThat(matcher.find()).as(option + " in docker/" + file).isTrue();
        return matcher.group(1);
    }

    private static long bytes(JsonNode said) {
        return Sizes.bytes(said.asText());
    }
}
