package io.plumbline.experiments;

import java.util.List;

/** Every value of every run: one line per method, seed and metric; an empty value means that the target was missed. */
final class FindingsCsv {

    private FindingsCsv() {}

    static String of(Findings findings) {
        StringBuilder csv = new StringBuilder("method,settings,seed,metric,value,run\n");
        double denseCost = findings.planData().cost(findings.plan().base());
        for (MethodFindings method : findings.methods()) {
            String chosen = method.tuned().chosen().describe().replace(",", ";");
            for (MetricFindings found : findings.metrics()) {
                Metric metric = found.metric();
                List<Result> runs = metric.timed() ? method.timed() : method.runs();
                for (Result run : runs) {
                    double value = metric.of(run, denseCost);
                    csv.append(method.name())
                            .append(',')
                            .append(chosen)
                            .append(',')
                            .append(run.seed())
                            .append(',')
                            .append(metric.id())
                            .append(',')
                            .append(Double.isFinite(value) ? Double.toString(value) : "")
                            .append(',')
                            .append(run.key())
                            .append('\n');
                }
            }
        }
        return csv.toString();
    }
}
