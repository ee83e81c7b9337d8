package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.report.runlog.KnownRuns;
import io.plumbline.report.runlog.KnownRuns.KnownRun;
import io.plumbline.report.runlog.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunListTest {

    private final RunList list = new RunList(
            new KnownRuns(List.of(new KnownRun(
                    "digits-1",
                    "digits-0",
                    "greedy-kappa",
                    1_700_000_000_999L,
                    new Outcome("stopped", 970, 1_000, "", Double.NaN),
                    2,
                    0.125,
                    1_700_000_100_000L))),
            1_700_000_160_500L);

    @Test
    void givesEveryRunALine() {
        assertThat(list.text().lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "digits-1",
                                "stopped",
                                "2",
                                "970 of 1,000",
                                "0.125",
                                "digits-0",
                                "2023-11-14T22:13:20Z",
                                "1 min ago"));
    }

    @Test
    void isAnArrayForScripts() {
        assertThat(list.json().toString())
                .isEqualTo(
                        "{\"known_runs\":[{\"run\":\"digits-1\",\"parent\":\"digits-0\",\"outcome\":\"stopped\",\"steps\":970,"
                                + "\"planned_steps\":1000,\"policy\":\"greedy-kappa\",\"begun\":\"2023-11-14T22:13:20Z\","
                                + "\"attempt\":2,\"loss\":0.125,\"age_seconds\":60.5}]}");
    }
}
