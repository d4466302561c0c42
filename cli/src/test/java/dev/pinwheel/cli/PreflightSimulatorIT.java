package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.stack.demo.DemoPki;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.genesys.ByocTrunk;
import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.stack.simulator.genesys.OrganisationClient;
import dev.pinwheel.stack.simulator.genesys.OrganisationSettings;
import dev.pinwheel.stack.simulator.sip.RegistrarManners;
import dev.pinwheel.stack.simulator.sip.RegistrarSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preflight command against a platform that answers over real HTTP. */
class PreflightSimulatorIT {

  private static final String ORGANISATION = "7d2c0f0e-51a4-4a7e-8f0b-6a1f6b2f9c55";
  private static final String CLIENT = "OAUTH_CLIENT/eu-west-2/crm";
  private static final String TRUNK = "BYOC_TRUNK/eu-west-2/trunk-7";

  private final DemoPki pki = new DemoPki(Clock.systemUTC().instant(), new SecureRandom());

  @TempDir private Path folder;

  private final List<String> settings = new ArrayList<>();
  private GenesysCloudSimulator platform;

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void isGoodWhereEverythingThatIsNeededIsThere() throws Exception {
    start(one -> one, 300);

    CommandRun run = preflight(CLIENT, TRUNK);

    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out())
        .containsPattern("GOOD +platform/eu-west-2 +credentials")
        .containsPattern("GOOD +platform/eu-west-2 +organization +" + ORGANISATION)
        .containsPattern("GOOD +platform/eu-west-2 +scopes +all that is needed")
        .containsPattern("GOOD +platform/eu-west-2 +roles +API Client Admin, Sip Trunk Admin")
        .containsPattern("GOOD +platform/eu-west-2 +rate budget +2 rotations need 6 calls")
        .containsPattern("GOOD +" + CLIENT + " +expires ")
        .containsPattern("GOOD +" + TRUNK + " +expires ")
        .doesNotContain("FAILED", "UNKNOWN", "s3cret");
    assertThat(platform.changes()).isEmpty();
  }

  @Test
  void namesTheScopeThatIsMissing() throws Exception {
    start(one -> one.withScopes(Set.of("admin:client:read")), 300);

    CommandRun run = preflight(CLIENT);

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out())
        .containsPattern("FAILED +platform/eu-west-2 +scopes +missing: admin:client:update")
        .containsPattern("GOOD +" + CLIENT);
  }

  @Test
  void saysThatNoRoleWasGranted() throws Exception {
    start(OrganisationClient::withoutRoles, 300);

    CommandRun run = preflight(CLIENT);

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out())
        .containsPattern("FAILED +platform/eu-west-2 +roles +none")
        .containsPattern("FAILED +" + CLIENT)
        .contains("PLATFORM_FORBIDDEN");
  }

  @Test
  void refusesATargetInARegionThatTheOrganisationIsNotIn() throws Exception {
    start(one -> one, 300);
    settings.add("platform.regions=eu-west-2");

    CommandRun run = preflight(CLIENT, "OAUTH_CLIENT/us-east-1/crm");

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out())
        .containsPattern("GOOD +" + CLIENT)
        .containsPattern("FAILED +OAUTH_CLIENT/us-east-1/crm")
        .contains("ORGANIZATION_NOT_CONFIGURED");
  }

  @Test
  void saysThatTheCredentialsAreOfAnotherOrganisation() throws Exception {
    start(one -> one, 300);
    settings.add("platform.organization.id=another");

    CommandRun run = preflight(CLIENT);

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out()).containsPattern("FAILED +platform/eu-west-2 +organization");
  }

  @Test
  void tellsHowManyCallsAreLeftAndFailsWhereNoneAre() throws Exception {
    start(one -> one, 5);

    CommandRun few = preflight(CLIENT);
    CommandRun none = preflight(CLIENT);

    assertThat(few.status()).as(few.out()).isEqualTo(ExitStatus.DONE);
    assertThat(few.out()).containsPattern("rate budget +1 rotations need 3 calls; 2 are left");
    assertThat(none.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(none.out()).containsPattern("FAILED +platform/eu-west-2 +rate budget .*0 are left");
  }

  @Test
  void tellsOfATargetThatServesAnExpiredCertificateThatItCanBeRotated() throws Exception {
    start(one -> one, 300);
    platform.add(
        OAuthClient.named("late", "Late").withChain(CertificateChain.read(pki.expired("late"))));

    CommandRun run = preflight("OAUTH_CLIENT/eu-west-2/late");

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).containsPattern("GOOD +OAUTH_CLIENT/eu-west-2/late").contains("expired");
  }

  @Test
  void printsTheSameAsADocument() throws Exception {
    start(one -> one, 300);

    JsonNode report = Json.MAPPER.readTree(preflight("--json", CLIENT).out());

    assertThat(report.path("good").booleanValue()).isTrue();
    assertThat(report.path("checks").findValuesAsText("name"))
        .containsExactly(
            "address", "credentials", "organization", "scopes", "roles", "rate budget");
    assertThat(report.at("/targets/0/primaryPin").asText())
        .isEqualTo(platform.client("crm").orElseThrow().primaryPin().orElseThrow());
  }

  @Test
  void triesTheDigestCredentialsOfATrunkThatHasSome() throws Exception {
    start(one -> one, 300);
    try (RegistrarSimulator registrar =
        RegistrarSimulator.tcp(
            Map.of("byoc_user", new Secret("canary-password")),
            RegistrarManners.usual("carrier.example").withClockAhead(Duration.ofMinutes(10)),
            Clock.systemUTC(),
            new SecureRandom())) {
      settings.add("sip.trunks.trunk-7.registrar=tcp:127.0.0.1:" + registrar.port());
      settings.add("sip.trunks.trunk-7.aor=sip:byoc_user@carrier.example");
      settings.add("sip.trunks.trunk-7.password=file:" + secret("sip", "canary-password"));

      CommandRun good = preflight(TRUNK);
      secret("sip", "canary-of-another");
      CommandRun refused = preflight(TRUNK);

      assertThat(good.status()).as(good.out() + good.err()).isEqualTo(ExitStatus.DONE);
      assertThat(good.out()).containsPattern("GOOD +" + TRUNK + " +sip digest .*answered 200 OK");
      assertThat(refused.status()).isEqualTo(ExitStatus.REFUSED);
      assertThat(refused.out())
          .containsPattern("FAILED +" + TRUNK + " +sip digest +SIP_DIGEST_MISMATCH")
          .contains("realm \"carrier.example\"", "URI sip:carrier.example", "qop auth")
          .containsPattern("registrar's clock (59|60)\\d s ahead")
          .doesNotContain("canary");
    }
  }

  private void start(UnaryOperator<OrganisationClient> caller, int callsPerMinute)
      throws Exception {
    platform =
        GenesysCloudSimulator.start(
            OrganisationSettings.loopback(
                    Clock.systemUTC(),
                    new SecureRandom(),
                    caller.apply(
                        OrganisationClient.administrator("pinwheel", new Secret("s3cret"))))
                .withRateLimitPerMinute(callsPerMinute));
    platform.add(OAuthClient.named("crm", "CRM").withChain(chain("crm")));
    platform.add(ByocTrunk.serving("trunk-7", "eu-west-2", chain("trunk-7")));
    settings.add("kafka.bootstrap.servers=127.0.0.1:9092");
    settings.add("platform.base.url=" + platform.url());
    settings.add("platform.client.id=pinwheel");
    settings.add("platform.client.secret=file:" + secret("platform", "s3cret"));
  }

  private Path secret(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private CommandRun preflight(String... arguments) throws IOException {
    Path config = Files.write(folder.resolve("executor.properties"), settings);
    List<String> all = new ArrayList<>(List.of("preflight", "--config", config.toString()));
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        all.add("--target");
      }
      all.add(argument);
    }
    return CommandRun.of(all.toArray(String[]::new));
  }

  private CertificateChain chain(String name) throws Exception {
    return CertificateChain.read(pki.good(name).chainPem());
  }
}
