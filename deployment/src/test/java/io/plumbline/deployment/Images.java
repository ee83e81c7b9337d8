package io.plumbline.deployment;

import io.plumbline.testkit.Checkout;
import io.plumbline.testkit.Need;
import java.io.IOException;
import java.util.Map;

/**
 * The images that tests run.
 *
 * @param kafka one of Kafka, which was there
 * @param base what those of Plumbline stand on, which was there
 */
record Images(String kafka, String base) {

    /** Builds the images of all roles; where there is no engine the test is skipped. */
    static Images build() throws IOException, InterruptedException {
        Images images = new Images(System.getenv("TEST_KAFKA_IMAGE"), System.getenv("TEST_BASE_IMAGE"));
        Need.ENGINE.require(
                images.kafka != null && images.base != null,
                "no container engine: TEST_KAFKA_IMAGE and TEST_BASE_IMAGE name no images");
        String build = Checkout.file("docker/build").toString();
        Program.output("", Map.of("BASE_IMAGE", images.base), build);
        return images;
    }
}
