package io.plumbline.report;

import io.plumbline.report.runlog.RunHistory;
import io.plumbline.service.Printable;
import java.util.List;

/** What tells runs apart side by side: their policies where these differ, as those of twins do, or else their ids. */
final class Names {

    private Names() {}

    static List<String> of(List<RunHistory> histories) {
        List<String> policies =
                histories.stream().map(RunHistory::policy).map(Printable::line).toList();
        return policies.stream().distinct().count() == policies.size()
                ? policies
                : histories.stream()
                        .map(history -> Printable.line(history.manifest().getRun()))
                        .toList();
    }
}
