package dev.pinwheel.audit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuditMetersTest {

  private static final Pattern NAME = Pattern.compile("\\bpinwheel_[a-z_]+");

  private static String scraped() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new AuditMeters(meters);
    return meters.scrape();
  }

  @Test
  void everyCounterIsThereBeforeAnythingHappensSoThatTheFirstTimeIsAnIncrease() {
    assertThat(scraped())
        .contains(
            "pinwheel_audit_conflicts_total 0.0",
            "pinwheel_audit_duplicates_total 0.0",
            "pinwheel_audit_missed_total 0.0");
  }

  @Test
  void alertRulesAskForMetricsThatThereAre() throws IOException {
    String rules = Files.readString(Path.of("../deploy/prometheus/audit-alerts.yml"));
    Set<String> asked =
        NAME.matcher(rules).results().map(MatchResult::group).collect(Collectors.toSet());
    String scraped = scraped();

    assertThat(asked)
        .contains("pinwheel_audit_conflicts_total")
        .allSatisfy(name -> assertThat(scraped).containsPattern("(?m)^" + name + "[ {]"));
  }
}
