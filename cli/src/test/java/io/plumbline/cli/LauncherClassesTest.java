package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the launcher has Java keep its classes, and which it has it read. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherClassesTest {

    private static final Pattern WRITES = Pattern.compile("-XX:ArchiveClassesAtExit=(\\S+)");
    private static final byte[] WHOLE = {(byte) 0xa8, (byte) 0xba, 0x0b, (byte) 0xf0, 0};
    private static final byte[] CUT_SHORT = new byte[5];

    @TempDir
    Path home;

    private UnpackedLauncher launcher;

    @BeforeEach
    void unpack() throws IOException {
        launcher = UnpackedLauncher.in(home);
        launcher.java("17.0.15");
    }

    @Test
    void aGateReadsWhatAnEarlierOneWroteAtItsEnd() throws Exception {
        // Given
        Path written = written(launcher.run("gate"));
        Files.write(written, WHOLE);

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("gate");

        // Then
        assertThat(outcome.text())
                .contains("-XX:SharedArchiveFile=" + written, "-Xlog:cds=off")
                .doesNotContain("-XX:ArchiveClassesAtExit");
    }

    @Test
    void oneThatWasKilledWhileItWroteIsNotRead() throws Exception {
        // Given
        Files.write(written(launcher.run("gate")), CUT_SHORT);

        // When
        Path written = written(launcher.run("gate"));
        Files.write(written, WHOLE);

        // Then: the one beside it is, that was written later
        assertThat(launcher.run("gate").text()).contains("-XX:SharedArchiveFile=" + written);
    }

    @Test
    void classesOfOtherLibrariesAreNotRead() throws Exception {
        // Given
        Path written = written(launcher.run("gate"));
        Files.write(written, WHOLE);
        Files.writeString(home.resolve("plumbline/lib/a.jar"), "another");

        // When
        Path next = written(launcher.run("gate"));

        // Then
        assertThat(next.getParent()).isEqualTo(written.getParent());
        assertThat(next).isNotEqualTo(written);
        assertThat(launcher.run("gate").text()).doesNotContain("-XX:SharedArchiveFile");
    }

    @Test
    void laterJavasWriteAgainByThemselves() throws Exception {
        // Given
        launcher.java("25.0.1");

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("gate");

        // Then
        assertThat(outcome.text())
                .contains("-XX:+AutoCreateSharedArchive", "plumbline/classes-gate-25.0.1.jsa")
                .doesNotContain("-XX:ArchiveClassesAtExit");
        assertThat(launcher.run("demo").text()).contains("plumbline/classes-commands-25.0.1.jsa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "train", "demo"})
    void whatNoRunWaitsForEndsAtOnce(String command) throws Exception {
        // When
        UnpackedLauncher.Outcome outcome = launcher.run(command);

        // Then
        assertThat(outcome.text()).contains("io.plumbline.cli.Plumbline").doesNotContain("-XX:ArchiveClassesAtExit");
    }

    @Test
    void theVersionThatAJavaSaysInAFileIsTakenFromThere() throws Exception {
        // Given
        Files.writeString(home.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.2\"\n");

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("demo");

        // Then
        assertThat(outcome.text()).contains("plumbline/classes-commands-25.0.2.jsa");
    }

    private static Path written(UnpackedLauncher.Outcome outcome) {
        Matcher writes = WRITES.matcher(outcome.text());
        assertThat(writes.find()).as(outcome.text()).isTrue();
        return Path.of(writes.group(1));
    }
}
