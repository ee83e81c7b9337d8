package io.plumbline.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.Pages;
import io.plumbline.service.StartException;
import java.nio.file.Path;
import java.util.List;

/**
 * The findings of a plan.
 *
 * @param plan that was run
 * @param planData the software and data that were used
 * @param methods with their runs, in the order of the plan
 * @param metrics all methods in each
 * @param theory whether what κ and μ predict happens, by method
 */
public record Findings(
        Plan plan, PlanData planData, List<MethodFindings> methods, List<MetricFindings> metrics, List<Theory> theory) {

    /** Copies the lists. */
    public Findings {
        methods = List.copyOf(methods);
        metrics = List.copyOf(metrics);
        theory = List.copyOf(theory);
    }

    static Findings of(Plan plan, PlanData planData, Schedule schedule) {
        double denseCost = planData.cost(plan.base());
        List<MethodFindings> methods = plan.methods().stream()
                .map(method -> MethodFindings.of(plan, schedule, method, denseCost))
                .toList();
        return new Findings(
                plan,
                planData,
                methods,
                Metrics.of(plan, methods.stream().anyMatch(MethodFindings::averages)).stream()
                        .map(metric -> MetricFindings.of(metric, plan.subject(), methods, denseCost))
                        .toList(),
                methods.stream().map(method -> Theory.of(method, plan.target())).toList());
    }

    /** Returns everything for scripts; what was not measured or missed is null. */
    public ObjectNode json() {
        return FindingsJson.of(this);
    }

    /** Returns the main measures side by side, for a terminal. */
    public String table() {
        return FindingsTable.of(this).text();
    }

    /** Returns the conclusions, a sentence each. */
    public List<String> conclusions() {
        return Conclusions.of(this);
    }

    /**
     * Writes {@code comparison.json}, {@code comparison.csv} and {@code comparison.html}, which need no other file.
     *
     * @throws StartException if that fails
     */
    public void writeTo(Path home) {
        Pages.write(home.resolve("comparison.json"), json().toPrettyString() + "\n");
        Pages.write(home.resolve("comparison.csv"), FindingsCsv.of(this));
        Pages.write(home.resolve("comparison.html"), FindingsPage.of(this));
    }
}
