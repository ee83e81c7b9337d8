package io.plumbline.deployment;

import io.plumbline.testkit.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Images of Debian's Prometheus and Alertmanager, for machines that reach no registry: the same programs, the same flags. */
final class StandIn {

    static final String PROMETHEUS = "localhost/plumbline-test-prometheus";
    static final String ALERTMANAGER = "localhost/plumbline-test-alertmanager";

    static final List<String> PROGRAMS = List.of("prometheus", "prometheus-alertmanager");

    private static final Path TEMPLATES = Path.of("/usr/share/prometheus/alertmanager");

    private StandIn() {}

    /** Builds both from a base image. */
    static void build(Path folder, String base) throws IOException, InterruptedException {
        build(folder.resolve("prometheus"), base, PROMETHEUS, "prometheus", "/prometheus");
        build(folder.resolve("alertmanager"), base, ALERTMANAGER, "prometheus-alertmanager", "/alertmanager");
    }

    private static void build(Path folder, String base, String image, String program, String data)
            throws IOException, InterruptedException {
        Path share = Files.createDirectories(folder.resolve("share"));
        Files.copy(
                Installed.program(program).orElseThrow(),
                folder.resolve("program"),
                StandardCopyOption.REPLACE_EXISTING);
        if (Files.isDirectory(TEMPLATES)) {
            try (Stream<Path> templates = Files.list(TEMPLATES)) {
                for (Path template : templates.filter(Files::isRegularFile).toList()) {
                    Files.copy(template, share.resolve(template.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM %s
                COPY program /bin/program
                COPY share %s
                RUN mkdir -p %s && chown 65534:65534 %s
                USER 65534:65534
                ENTRYPOINT ["/bin/program"]
                """.formatted(base, TEMPLATES, data, data));
        Program.output("", "docker", "build", "-q", "-t", image, folder.toString());
    }
}
