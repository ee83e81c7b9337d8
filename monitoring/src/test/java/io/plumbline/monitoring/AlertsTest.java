package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.monitoring.Alerts.Alert;
import io.plumbline.monitoring.Alerts.Expectation;
import io.plumbline.testkit.Checkout;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people on call expect of an alert: how urgent, what is seen, what it means, what to do first, and a page that says more. */
class AlertsTest {

    private static final int LONGEST_SUMMARY = 90;
    /** Fires always, so that its absence is noticed. */
    private static final String ALWAYS = "PlumblineWatchdog";

    static Stream<Alert> alerts() {
        return Alerts.all().stream();
    }

    @Test
    void areAtLeastTwentyOfNamesOfTheirOwn() {
        assertThat(Alerts.all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Alerts.all())
                .extracting(Alert::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("Plumbline"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void sayHowUrgentAndWhat(Alert alert) {
        assertThat(Set.of("critical", "warning", "info")).contains(alert.severity());
        assertThat(alert.annotation("summary")).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_SUMMARY);
        assertThat(alert.annotation("description")).contains(".").isNotEqualTo(alert.annotation("summary"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void leadToAPageThatSaysWhatToDo(Alert alert) {
        // Given
        String address = alert.annotation("runbook_url");
        int anchor = address.indexOf('#');
        assertThat(anchor).isPositive();

        // When
        String page = Checkout.text(address.substring(0, anchor));

        // Then
        assertThat(address.substring(anchor + 1)).isEqualTo(alert.name().toLowerCase(Locale.ROOT));
        assertThat(page).contains("## " + alert.name() + "\n");
        int begin = page.indexOf("## " + alert.name() + "\n");
        int next = page.indexOf("\n## ", begin);
        String entry = page.substring(begin, next < 0 ? page.length() : next);
        assertThat(entry).contains("Meaning", "Impact", "What to look at", "What to do", "When to silence");
    }

    @Test
    void areListedWithTheirSeverity() {
        String index = Checkout.text("docs/runbooks/README.md");
        for (Alert alert : Alerts.all()) {
            assertThat(index.lines().filter(line -> line.contains(alert.name() + "]")))
                    .as(alert.name())
                    .singleElement()
                    .asString()
                    .contains(alert.severity());
        }
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void areTestedToFireAndNotToFire(Alert alert) {
        List<Expectation> tests = Alerts.expectations().stream()
                .filter(test -> test.alert().equals(alert.name()))
                .toList();
        assertThat(tests).anyMatch(test -> test.firing() > 0);
        if (!alert.name().equals(ALWAYS)) {
            assertThat(tests).anyMatch(test -> test.firing() == 0);
        }
    }

    @Test
    void areTestedUnderTheirNames() {
        Set<String> names = Alerts.all().stream().map(Alert::name).collect(Collectors.toSet());
        assertThat(Alerts.expectations()).extracting(Expectation::alert).allMatch(names::contains);
    }

    @Test
    void everyRecordIsTested() {
        for (String record : Alerts.records()) {
            assertThat(Alerts.evaluated()).as(record).anyMatch(query -> query.contains(record));
        }
    }
}
