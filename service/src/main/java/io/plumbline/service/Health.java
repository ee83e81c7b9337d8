package io.plumbline.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The health of a service, as named checks. <i>Live</i>: a restart would not help. <i>Ready</i>: it does its work now.
 * <i>Started</i>: it has begun. A probe is up when none of its checks names a cause. Thread safe.
 */
public final class Health {

    private final List<Check> checks = new CopyOnWriteArrayList<>();

    /** What is asked. */
    public enum Probe {
        /** Whether the process should be left running. */
        LIVE,
        /** Whether it does its work. */
        READY,
        /** Whether it has begun. */
        STARTED
    }

    /**
     * Adds a check that its owner sets.
     *
     * @param cause why it is down until it is set; blank: it begins up
     */
    public Switch add(Probe probe, String name, String cause) {
        Switch toggle = new Switch(cause);
        checks.add(new Check(probe, name, toggle::cause));
        return toggle;
    }

    /**
     * Adds a check that is asked every time. An exception counts as its cause.
     *
     * @param cause why it is down; empty: it is up; must answer at once
     */
    public void watch(Probe probe, String name, Supplier<Optional<String>> cause) {
        checks.add(new Check(probe, name, cause));
    }

    /** Looks at all checks of a probe. */
    public Report report(Probe probe) {
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            if (check.probe() == probe) {
                findings.add(new Finding(check.name(), check.look()));
            }
        }
        if (probe == Probe.READY && findings.isEmpty()) {
            findings.add(new Finding("assembly", Optional.of("it is not put together yet")));
        }
        return new Report(findings);
    }

    /** A check that its owner sets. Thread safe. */
    public static final class Switch {

        /** Blank: up. */
        private volatile String cause;

        private Switch(String cause) {
            this.cause = cause;
        }

        /** Turns the check up. */
        public void up() {
            cause = "";
        }

        /** Turns the check down, with the cause. */
        public void down(String why) {
            cause = why.isBlank() ? "no cause given" : why;
        }

        private Optional<String> cause() {
            return Optional.of(cause).filter(text -> !text.isBlank());
        }
    }

    /**
     * What was found.
     *
     * @param findings one for each check, in the order in which they were added
     */
    public record Report(List<Finding> findings) {

        /** Copies the findings. */
        public Report {
            findings = List.copyOf(findings);
        }

        /** Returns whether no check names a cause. */
        public boolean isUp() {
            return findings.stream().allMatch(finding -> finding.cause().isEmpty());
        }
    }

    /**
     * One check's answer.
     *
     * @param name of the check
     * @param cause why it is down; empty: it is up
     */
    public record Finding(String name, Optional<String> cause) {}

    private record Check(Probe probe, String name, Supplier<Optional<String>> cause) {

        Optional<String> look() {
            try {
                return cause.get();
            } catch (RuntimeException failed) {
                return Optional.of(failed.toString());
            }
        }
    }
}
