package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static dev.pinwheel.schemas.Topics.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Everything that the platform can do wrong, to one target each, beside targets it serves well. */
final class PlatformTroubleIT {

  private static final String APPLIED = ApplyOutcome.APPLIED.name();
  private static final String ALREADY = ApplyOutcome.ALREADY_APPLIED.name();
  private static final long ALWAYS = FaultPlan.UNLIMITED;

  private final Map<UUID, String> expected = new LinkedHashMap<>();
  private final Map<UUID, String> stories = new LinkedHashMap<>();
  private final List<Asked> planned = new ArrayList<>();

  @Test
  void everyTroubleEndsInTheOutcomeThatItsCodeSays() throws Exception {
    try (ScenarioRun run =
            ScenarioRun.start(
                options ->
                    options
                        .withSetting(API_EXECUTOR, "request.timeout", "10s")
                        .withSetting(API_EXECUTOR, "retry.base", "100ms")
                        .withSetting(API_EXECUTOR, "retry.max", "1s")
                        .withSetting(API_EXECUTOR, "retry.budget", "45s")
                        .withSetting(API_EXECUTOR, "rate.limit.budget", "45s")
                        .withSetting(API_EXECUTOR, "read.back.attempts", "4")
                        .withSetting(WEBHOOK_DELIVERY, "retry.delays", "5s"));
        Leaks leaks = Leaks.watch()) {
      rateLimits(run);
      unavailability(run);
      unknownResults(run);
      nonsense(run);
      readBacks(run);
      refusals(run);
      run.requests().plan(20).forEach(asked -> expect(asked, "no trouble", APPLIED));
      run.pkiManager().faults().add(FaultMatch.ANY, Fault.status(503), 2);
      run.pkiManager().faults().add(FaultMatch.ANY, Fault.of(FaultType.RESET_AFTER), 2);

      run.requests().overHttp(planned.subList(0, planned.size() / 2));
      run.platform().revokeTokens();
      run.requests().overHttp(planned.subList(planned.size() / 2, planned.size()));

      assertThat(run.requests().tryOverHttp(List.of(withItsKey(run))))
          .as("a bundle with a private key inside")
          .isEqualTo(422);

      Evidence evidence = run.evidence();
      Promises.requireKept(evidence);
      assertThat(ends(evidence)).isEqualTo(byStory(expected));
      leaks.requireNone(run);
    }
  }

  private void rateLimits(ScenarioRun run) {
    Fault limited = Fault.of(FaultType.RATE_LIMIT);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));
    trouble(run, "429 for a second", "PATCH", limited.withRetryAfter("1"), 1, APPLIED);
    trouble(run, "429 until a date", "PATCH", limited.withRetryAfter(date), 1, APPLIED);
    trouble(run, "429 without a time", "GET", limited, 2, APPLIED);
    trouble(run, "429 with a negative time", "PATCH", limited.withRetryAfter("-5"), 1, APPLIED);
    trouble(run, "429 with nonsense", "PATCH", limited.withRetryAfter("soon"), 1, APPLIED);
    trouble(
        run,
        "429 without end",
        "PATCH",
        limited.withRetryAfter("1"),
        ALWAYS,
        "PLATFORM_RATE_LIMITED");
  }

  private void unavailability(ScenarioRun run) {
    trouble(run, "500", "GET", Fault.status(500), 1, APPLIED);
    trouble(run, "502 twice", "PATCH", Fault.status(502), 2, APPLIED);
    trouble(run, "503 for a while", "PATCH", Fault.status(503), 5, APPLIED);
    trouble(run, "503 without end", "PATCH", Fault.status(503), ALWAYS, "PLATFORM_UNAVAILABLE");
    trouble(run, "no answer to reads", "GET", Fault.of(FaultType.HANG), 1, APPLIED);
  }

  /** The platform may or may not have changed; the next read decides. */
  private void unknownResults(ScenarioRun run) {
    Fault hang = Fault.of(FaultType.HANG);
    trouble(run, "no answer", "PATCH", hang, 1, APPLIED);
    trouble(run, "no answer, but written", "PATCH", hang.afterTheEffect(), 1, ALREADY);
    trouble(run, "reset", "PATCH", Fault.of(FaultType.RESET_BEFORE), 1, APPLIED);
    trouble(run, "reset, but written", "PATCH", Fault.of(FaultType.RESET_AFTER), 1, ALREADY);
    trouble(run, "503, but written", "PATCH", Fault.status(503).afterTheEffect(), 1, ALREADY);
  }

  private void nonsense(ScenarioRun run) {
    Fault html = Fault.of(FaultType.GARBAGE_HTML);
    trouble(run, "HTML once", "GET", html, 1, APPLIED);
    trouble(run, "HTML without end", "GET", html, ALWAYS, "PLATFORM_RESPONSE_INVALID");
    trouble(run, "half an answer", "GET", Fault.of(FaultType.TRUNCATED_JSON), 1, APPLIED);
    trouble(run, "an error inside 200", "GET", Fault.of(FaultType.OK_WITH_ERROR), 1, APPLIED);
    trouble(run, "an endless answer", "GET", Fault.of(FaultType.HUGE_BODY), 1, APPLIED);
  }

  private void readBacks(ScenarioRun run) {
    Fault stale = Fault.of(FaultType.STALE_READ);
    Fault wrong = Fault.of(FaultType.WRONG_PIN_READ);
    laterReads(run, "a stale read-back", stale, 2, APPLIED);
    laterReads(run, "stale read-backs without end", stale, ALWAYS, "READ_BACK_MISMATCH");
    laterReads(run, "another pin read back", wrong, ALWAYS, "READ_BACK_MISMATCH");
    trouble(run, "a lost write", "PATCH", Fault.of(FaultType.DROP_WRITE), 1, "READ_BACK_MISMATCH");
  }

  private void refusals(ScenarioRun run) {
    trouble(run, "401 without end", "GET", Fault.status(401), ALWAYS, "PLATFORM_UNAUTHORIZED");
    trouble(run, "403", "PATCH", Fault.status(403), ALWAYS, "PLATFORM_FORBIDDEN");
    trouble(run, "400", "PATCH", Fault.status(400), ALWAYS, "PLATFORM_REJECTED");
    trouble(run, "changed meanwhile", "PATCH", Fault.status(412), 1, APPLIED);
    expect(run.requests().plan(run.requests().missing()), "no target", "TARGET_NOT_FOUND");
  }

  private void trouble(
      ScenarioRun run, String story, String method, Fault fault, long times, String end) {
    Asked asked = run.requests().plan(run.requests().target());
    run.platform().faults().add(FaultMatch.target(asked.client()).andMethod(method), fault, times);
    expect(asked, story, end);
  }

  /** The first read is the one before the write; the fault is for those after it. */
  private void laterReads(ScenarioRun run, String story, Fault fault, long times, String end) {
    Asked asked = run.requests().plan(run.requests().target());
    FaultMatch reads = FaultMatch.target(asked.client()).andMethod("GET");
    run.platform().faults().add(reads, Fault.delay(Duration.ofMillis(1)), 1);
    run.platform().faults().add(reads, fault, times);
    expect(asked, story, end);
  }

  private static Asked withItsKey(ScenarioRun run) {
    Asked asked = run.requests().plan(run.requests().target());
    String key = run.pki().held().getLast().privateKeyPem();
    return new Asked(
        asked.target(), asked.rotationId(), asked.chain() + key, asked.pin(), asked.event());
  }

  private void expect(Asked asked, String story, String end) {
    planned.add(asked);
    expected.put(asked.rotationId(), end);
    stories.put(asked.rotationId(), "%02d %s".formatted(stories.size(), story));
  }

  private Map<String, String> ends(Evidence evidence) {
    Map<UUID, String> ends = new LinkedHashMap<>();
    evidence
        .events(ApiApplied.class)
        .forEach(event -> ends.put(event.getRotationId(), event.getOutcome().name()));
    evidence
        .events(RotationFailed.class)
        .forEach(event -> ends.put(event.getRotationId(), event.getCode()));
    return byStory(ends);
  }

  private Map<String, String> byStory(Map<UUID, String> ends) {
    Map<String, String> named = new TreeMap<>();
    ends.forEach((rotation, end) -> named.put(stories.get(rotation), end));
    return named;
  }
}
