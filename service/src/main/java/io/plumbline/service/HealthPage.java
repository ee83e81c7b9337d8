package io.plumbline.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.core.files.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /health/…}: one probe as JSON; 200 where it is up, 503 where a check names a cause. */
final class HealthPage implements Page {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Health health;
    private final Health.Probe probe;

    HealthPage(Health health, Health.Probe probe) {
        this.health = health;
        this.probe = probe;
    }

    static String path(Health.Probe probe) {
        return "/health/" + Spelling.of(probe);
    }

    @Override
    public Answer answer(String accept, boolean crowded) throws JsonProcessingException {
        Health.Report report = health.report(probe);
        List<Map<String, Object>> checks = new ArrayList<>();
        for (Health.Finding finding : report.findings()) {
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("name", finding.name());
            check.put("up", finding.cause().isEmpty());
            finding.cause().ifPresent(cause -> check.put("cause", cause));
            checks.add(check);
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("up", report.isUp());
        whole.put("checks", checks);
        int status = report.isUp() ? 200 : 503;
        return Answer.of(status, "application/json", JSON.writeValueAsString(whole) + "\n");
    }
}
