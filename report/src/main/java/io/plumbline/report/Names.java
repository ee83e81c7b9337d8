package io.plumbline.report;

import io.plumbline.report.runlog.RunHistory;
import io.plumbline.service.Printable;
import java.util.List;

/** Names that tell runs apart side by side: their policies where these differ, as for twins, or else their ids. */
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
