package io.plumbline.experiments;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.experiments.MeasureGroup.ToTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison says, in three sentences: what the subject's work, time and accuracy are against dense and against the
 * best peer. They follow from the tests, and say what was missed, lost or not shown as plainly as what was won.
 *
 * <p>The best peer has the best median of all methods but dense and those that copy from the subject's run: these need that
 * run first. One of them that is shown to be better is named as well.
 */
final class Answer {

    private final Findings findings;
    private final Plan plan;

    private Answer(Findings findings) {
        this.findings = findings;
        this.plan = findings.plan();
    }

    /**
     * A sentence.
     *
     * @param about what, a word or two
     * @param claim what holds
     * @param numbers that it rests on; may be empty
     */
    record Sentence(String about, String claim, String numbers) {

        String text() {
            return claim + (numbers.isEmpty() ? "" : ": " + numbers) + ".";
        }
    }

    /** Returns the three, in the order work, time, accuracy. */
    static List<Sentence> of(Findings findings) {
        Answer answer = new Answer(findings);
        return List.of(answer.work(), answer.time(), answer.accuracy());
    }

    private Sentence work() {
        MetricFindings found = metric(ToTarget.WORK.id(plan.target())).orElseThrow();
        return toTarget("Cost", found, "work", "need", " dense-step equivalents", this::steps);
    }

    private Sentence time() {
        return metric(ToTarget.TIME.id(plan.target()))
                .filter(found -> found.row(plan.subject()).values().length > 0)
                .map(found -> toTarget("Wall-clock", found, "time", "take", " s", own -> fewer(own.values().length)))
                .orElseGet(() -> new Sentence(
                        "Wall-clock", "Wall-clock was not measured, since this plan makes no timed runs", ""));
    }

    private interface Addition {
        List<String> to(MetricFindings.Row own);
    }

    private Sentence toTarget(
            String about, MetricFindings found, String what, String verb, String unit, Addition addition) {
        MetricFindings.Row own = found.row(plan.subject());
        String target = "training loss " + plan.target();
        if (!own.hasMedian()) {
            return missed(about, found, unit);
        }
        Optional<MetricFindings.Row> dense = dense(found);
        String claim = dense.map(peer -> plan.subject() + " "
                        + Tested.verdict(
                                peer,
                                verb + "s less " + what + " than dense",
                                verb + "s more " + what + " than dense",
                                "was not shown to " + verb + " less " + what + " than dense")
                        + " to reach " + target)
                .orElse(plan.subject() + " reaches " + target);
        List<String> parts = new ArrayList<>();
        parts.add(Tested.value(own)
                + unit
                + dense.map(peer -> " against " + reached(found, peer)).orElse(""));
        parts.addAll(addition.to(own));
        parts.add(bestPeer(found)
                .map(peer -> Tested.verdict(peer, "less than", "more than", "no difference shown from")
                        + " the best peer, " + peer.method() + ", with " + reached(found, peer))
                .orElse("no other peer reaches it on most seeds"));
        if (own.missed() > 0) {
            parts.add("it missed the target on " + Tested.missed(own) + " seeds"
                    + dense.map(peer -> ", dense on " + Tested.missed(peer)).orElse(""));
        }
        parts.addAll(copies(found));
        return new Sentence(about, claim, String.join("; ", parts));
    }

    /** The value of a peer and the test against it; of one that missed the target on most seeds, that it did. */
    private static String reached(MetricFindings found, MetricFindings.Row peer) {
        return (peer.hasMedian() ? Tested.value(peer) : "a miss on " + Tested.missed(peer) + " seeds") + " ("
                + Tested.test(found.metric(), peer) + ")";
    }

    /** The subject has no median: says who reaches the target, and how far the subject gets. */
    private Sentence missed(String about, MetricFindings found, String unit) {
        MetricFindings.Row own = found.row(plan.subject());
        List<String> parts = new ArrayList<>();
        parts.add("it missed it on " + Tested.missed(own) + " seeds");
        dense(found).ifPresent(dense -> parts.add("dense on " + others(found, dense, unit)));
        parts.add(bestPeer(found)
                .map(peer -> "the best peer, " + peer.method() + ", on " + others(found, peer, unit))
                .orElse("no other peer reaches it on most seeds either"));
        parts.addAll(lowerTarget(found, unit));
        return new Sentence(
                about,
                plan.subject() + " does not reach training loss " + plan.target() + " on "
                        + (own.reached() == 0 ? "any seed" : "most seeds")
                        + (found.metric().timed() ? ", so that there is no time to compare" : ""),
                String.join("; ", parts));
    }

    /** How often a peer misses what the subject misses on most seeds, and what it takes otherwise. */
    private static String others(MetricFindings found, MetricFindings.Row peer, String unit) {
        return Tested.missed(peer) + (peer.hasMedian() ? ", with a median of " + Tested.value(peer) + unit : "") + " ("
                + Tested.test(found.metric(), peer) + ")";
    }

    /** How far a subject gets that misses the last target. */
    private List<String> lowerTarget(MetricFindings last, String unit) {
        if (plan.targets().size() == 1) {
            return List.of();
        }
        ToTarget kind = ToTarget.KINDS.stream()
                .filter(one -> one.is(last.metric()))
                .findFirst()
                .orElseThrow();
        return List.of(plan.targets().stream()
                .map(target -> metric(kind.id(target)).orElseThrow())
                .filter(found -> found.row(plan.subject()).hasMedian())
                .reduce((above, lowest) -> lowest)
                .map(found -> "the lowest target that it reaches is " + kind.target(found.metric()) + ", with "
                        + Tested.value(found.row(plan.subject())) + unit
                        + dense(found)
                                .map(dense -> " against " + reached(found, dense))
                                .orElse(""))
                .orElse("it reaches no other target on most seeds"));
    }

    /** What a network that is thinner but needs more steps hides: the steps themselves. */
    private List<String> steps(MetricFindings.Row ofWork) {
        MetricFindings found = metric(ToTarget.STEPS.id(plan.target())).orElseThrow();
        MetricFindings.Row own = found.row(ofWork.method());
        Optional<MetricFindings.Row> dense = dense(found).filter(MetricFindings.Row::hasMedian);
        return dense.map(peer -> {
                    double effect = peer.versus().orElseThrow().effect().median();
                    String change = effect > 1 ? "rise" : "fall";
                    return "plain steps "
                            + (effect == 1
                                    ? "stay at " + Tested.value(own)
                                    : change + " from " + Tested.value(peer) + " to " + Tested.value(own))
                            + " (" + Tested.test(found.metric(), peer) + ")";
                })
                .map(List::of)
                .orElse(List.of());
    }

    private List<String> fewer(int timed) {
        return timed < plan.seeds().size() ? List.of("on " + timed + " seeds") : List.of();
    }

    private List<String> copies(MetricFindings found) {
        return found.rows().stream()
                .filter(this::isCopy)
                .filter(row -> row.versus().filter(Versus::isWorse).isPresent())
                .min(Comparator.comparingDouble(row -> row.median().median()))
                .map(row -> List.of(row.method() + ", which copies what " + plan.subject() + " found, takes less, "
                        + reached(found, row)))
                .orElse(List.of());
    }

    private Sentence accuracy() {
        String label = "best " + plan.part() + " accuracy";
        MetricFindings found = metric(plan.part() + "-accuracy-best").orElseThrow();
        MetricFindings.Row own = found.row(plan.subject());
        Optional<MetricFindings.Row> dense = dense(found);
        String claim = dense.map(peer -> plan.subject() + "'s " + label + " is "
                        + Tested.verdict(peer, "better than", "worse than", "not shown to differ from") + " dense's")
                .orElse(plan.subject() + "'s " + label + " is " + Tested.accuracy(own));
        List<String> parts = new ArrayList<>();
        dense.ifPresent(peer -> parts.add(Tested.accuracy(own) + " against " + Tested.accuracy(peer) + " ("
                + Tested.test(found.metric(), peer) + ")"));
        bestPeer(found)
                .ifPresent(
                        peer -> parts.add(Tested.verdict(peer, "better than", "worse than", "no difference shown from")
                                + " the best peer, " + peer.method() + ", with " + Tested.accuracy(peer) + " ("
                                + Tested.test(found.metric(), peer) + ")"));
        return new Sentence(Cells.capital(plan.part()), claim, String.join("; ", parts));
    }

    private Optional<MetricFindings> metric(String id) {
        return findings.metrics().stream()
                .filter(found -> found.metric().id().equals(id))
                .findFirst();
    }

    /** Returns the row of dense, unless it is the subject itself or not in the plan. */
    private Optional<MetricFindings.Row> dense(MetricFindings found) {
        return found.rows().stream()
                .filter(row ->
                        row.method().equals(Policies.DENSE) && !row.method().equals(plan.subject()))
                .findFirst();
    }

    private Optional<MetricFindings.Row> bestPeer(MetricFindings found) {
        return Peers.best(plan, found).stream().findFirst();
    }

    private boolean isCopy(MetricFindings.Row row) {
        return Peers.isCopy(plan, row.method());
    }
}
