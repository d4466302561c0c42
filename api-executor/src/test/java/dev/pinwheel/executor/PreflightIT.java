package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.platform.Organization;
import dev.pinwheel.executor.platform.Organizations;
import dev.pinwheel.executor.preflight.Check;
import dev.pinwheel.executor.preflight.Preflight;
import dev.pinwheel.executor.preflight.PreflightReport;
import dev.pinwheel.executor.preflight.TargetStanding;
import dev.pinwheel.executor.target.OAuthClientProtocol;
import dev.pinwheel.executor.target.SipAccounts;
import dev.pinwheel.executor.traffic.TrafficRules;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.testing.time.MovableClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreflightIT {

  private static final String ME = "/api/v2/tokens/me";
  private static final String SUBJECT = "/api/v2/authorization/subjects/me";
  private static final String CLIENT = "/api/v2/oauth/clients/" + Events.CLIENT_ID;

  private final MockWebServer server = new MockWebServer();
  private final Map<String, MockResponse> answers = new HashMap<>();
  private final MovableClock clock = new MovableClock(Certificates.NOW);

  @BeforeEach
  void start() throws IOException {
    answers.put(
        "/oauth/token",
        FakePlatform.json(
            200, "{\"access_token\": \"canary\", \"token_type\": \"bearer\", \"expires_in\": 60}"));
    answers.put(
        ME,
        FakePlatform.json(
            200,
            "{\"organization\": {\"id\": \"org-1\"}, \"authorizedScope\":"
                + " [\"admin:client:read\", \"admin:client:update\"]}"));
    answers.put(
        SUBJECT,
        FakePlatform.json(200, "{\"grants\": [{\"role\": {\"name\": \"API Client Admin\"}}]}"));
    answers.put(CLIENT, client(true));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answers.getOrDefault(request.getTarget(), FakePlatform.json(404, "{}"));
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isGoodWhereEverythingThatIsNeededIsThere() throws Exception {
    PreflightReport report = run(OptionalInt.of(300), Events.target());

    assertThat(report.isGood()).isTrue();
    assertThat(report.checks())
        .extracting(Check::name)
        .containsExactly(
            "address", "credentials", "organization", "scopes", "roles", "rate budget");
    assertThat(report.checks()).extracting(Check::status).containsOnly(Check.Status.GOOD);
    TargetStanding target = report.targets().getFirst();
    assertThat(target.primaryPin()).contains(Certificates.OLD.pin().base64());
    assertThat(target.expires()).contains(Certificates.OLD.chain().notAfter());
    assertThat(report.toString()).doesNotContain("canary", FakePlatform.SECRET);
  }

  @Test
  void namesTheScopesThatAreMissing() throws Exception {
    answers.put(ME, FakePlatform.json(200, "{\"authorizedScope\": [\"admin:client:read\"]}"));

    assertThat(check(run(OptionalInt.empty(), Events.target()), "scopes"))
        .isEqualTo(
            new Check(
                "main/eu-west-2", "scopes", Check.Status.FAILED, "missing: admin:client:update"));
  }

  @Test
  void asksForTheScopesOfEveryKindThatIsMeant() throws Exception {
    answers.put(ME, FakePlatform.json(200, "{\"authorizedScope\": [\"x\"]}"));

    Check scopes =
        check(
            run(
                OptionalInt.empty(),
                Events.target(),
                Events.target(TargetKind.BYOC_TRUNK, "eu-west-2", "t"),
                Events.target(TargetKind.EDGE_TRUNK, "eu-west-2", "e"),
                Events.target(TargetKind.DATA_ACTION_ENDPOINT, "eu-west-2", "d")),
            "scopes");

    assertThat(scopes.detail())
        .contains(
            "admin:client:update",
            "trunk:admin",
            "certificate:manage",
            "sip_trunk:write",
            "data:management:endpoints:write");
  }

  @Test
  void callsUnknownWhatThePlatformDoesNotTell() throws Exception {
    answers.remove(ME);
    answers.remove(SUBJECT);

    PreflightReport report = run(OptionalInt.empty(), Events.target());

    for (String name : List.of("organization", "scopes", "roles", "rate budget")) {
      assertThat(check(report, name).status()).as(name).isEqualTo(Check.Status.UNKNOWN);
    }
    assertThat(check(report, "credentials").status()).isEqualTo(Check.Status.GOOD);
    assertThat(report.isGood()).isTrue();
  }

  @Test
  void failsWhereTheCredentialsAreRefused() throws Exception {
    answers.put("/oauth/token", FakePlatform.json(400, "{\"error\": \"invalid_client\"}"));

    PreflightReport report = run(OptionalInt.empty(), Events.target());

    assertThat(check(report, "credentials").status()).isEqualTo(Check.Status.FAILED);
    assertThat(check(report, "credentials").detail()).contains("PLATFORM_CREDENTIALS_REFUSED");
    assertThat(report.targets().getFirst().status()).isEqualTo(Check.Status.FAILED);
  }

  @Test
  void failsWhereTheCredentialsAreOfAnotherOrganisation() throws Exception {
    answers.put(ME, FakePlatform.json(200, "{\"organization\": {\"id\": \"org-2\"}}"));

    assertThat(check(run(OptionalInt.empty(), Events.target()), "organization").detail())
        .contains("org-2", "org-1");
  }

  @Test
  void failsWhereNoCallsAreLeft() throws Exception {
    answers.put(
        CLIENT,
        client(true)
            .newBuilder()
            .addHeader("inin-ratelimit-allowed", "300")
            .addHeader("inin-ratelimit-count", "300")
            .addHeader("inin-ratelimit-reset", "42")
            .build());

    Check budget = check(run(OptionalInt.empty(), Events.target()), "rate budget");

    assertThat(budget.status()).isEqualTo(Check.Status.FAILED);
    assertThat(budget.detail()).contains("need 3 calls", "0 are left", "42 s");
  }

  @Test
  void tellsOfEachTargetWhyItCannotBeRotated() throws Exception {
    answers.put(CLIENT, client(false));

    PreflightReport report =
        run(
            OptionalInt.empty(),
            Events.target(),
            Events.target(TargetKind.OAUTH_CLIENT, "eu-west-2", "missing"),
            Target.newBuilder(Events.target()).setOrganizationId("org-9").build());

    assertThat(report.isGood()).isFalse();
    assertThat(report.targets())
        .extracting(TargetStanding::detail)
        .satisfiesExactlyInAnyOrder(
            detail -> assertThat(detail).contains("ORGANIZATION_NOT_CONFIGURED"),
            detail -> assertThat(detail).contains("MTLS_NOT_ENABLED"),
            detail -> assertThat(detail).contains("TARGET_NOT_FOUND"));
  }

  @Test
  void sendsNothingButReads() throws Exception {
    run(OptionalInt.empty(), Events.target());

    for (int left = server.getRequestCount(); left > 0; left--) {
      RecordedRequest request = server.takeRequest();
      assertThat(request.getMethod().equals("GET") || request.getTarget().equals("/oauth/token"))
          .isTrue();
    }
  }

  private PreflightReport run(OptionalInt callsPerMinute, Target... targets) throws Exception {
    Organization organization =
        Run.organization("main", Optional.of("org-1"), Optional.of(server.url("/").uri()));
    try (Organizations organizations =
        Organizations.of(List.of(organization), Run.TIMEOUT, clock)) {
      return new Preflight(
              organizations,
              List.of(new OAuthClientProtocol()),
              new SipAccounts(
                  Map.of(), SSLContext.getDefault(), clock, new SecureRandom(), Run.TIMEOUT),
              new TrafficRules(
                  callsPerMinute,
                  new TrafficRules.Breaking(20, Duration.ofSeconds(5), Duration.ofSeconds(30)),
                  Duration.ofHours(1),
                  Duration.ofMillis(250)),
              clock,
              Events.TRACE)
          .run(List.of(targets));
    }
  }

  private static Check check(PreflightReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static MockResponse client(boolean mtlsRequired) {
    return FakePlatform.json(
        200,
        "{\"id\": \"%s\", \"mtlsRequired\": %s, \"primaryPin\": \"%s\", \"certificateChain\": \"%s\"}"
            .formatted(
                Events.CLIENT_ID,
                mtlsRequired,
                Certificates.OLD.pin().base64(),
                Certificates.OLD.pem().replace("\n", "\\n")));
  }
}
