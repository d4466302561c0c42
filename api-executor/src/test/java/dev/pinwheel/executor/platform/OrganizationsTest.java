package dev.pinwheel.executor.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganizationsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final Organization BLUE = of("blue", "blue-id", Set.of("eu-west-2"));
  private static final Organization RED = of("red", "red-id", Set.of("us-east-1", "eu-west-2"));
  private static final Organization ANY =
      new Organization(
          "any",
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          credentials(),
          Organization.Tls.OF_THE_JDK);

  @Test
  void areChosenByTheIdOrTheName() {
    assertThat(chosen(target("eu-west-2", "red-id"), BLUE, RED)).isEqualTo("red");
    assertThat(chosen(target("eu-west-2", "blue"), BLUE, RED)).isEqualTo("blue");
  }

  @Test
  void areChosenByTheRegionWhereTheRequestNamesNone() {
    assertThat(chosen(target("us-east-1", null), BLUE, RED)).isEqualTo("red");
  }

  @Test
  void areNotGuessedWhereSeveralAreInTheRegion() {
    refused(target("eu-west-2", null), FailureCode.ORGANIZATION_NOT_CONFIGURED, "blue", "red");
  }

  @Test
  void refuseOneThatIsNotConfigured() {
    refused(target("eu-west-2", "green"), FailureCode.ORGANIZATION_NOT_CONFIGURED, "green", "red");
  }

  @Test
  void refuseARegionThatTheOrganisationIsNotIn() {
    refused(target("us-east-1", "blue"), FailureCode.ORGANIZATION_NOT_CONFIGURED, "us-east-1");
  }

  @Test
  void refuseAnUnknownRegionWithTheListOfRegions() {
    refused(
        target("mars-1", "red"), FailureCode.REGION_UNKNOWN, "mars-1", "eu-west-2", "sa-east-1");
  }

  @Test
  void serveEverybodyWhereTheOnlyOneHasNoId() {
    assertThat(chosen(target("eu-west-2", "whoever"), ANY)).isEqualTo("any");
    assertThat(chosen(target("eu-west-2", null), ANY)).isEqualTo("any");
  }

  @Test
  void doNotServeEverybodyWhereOneOfSeveralHasNoId() {
    try (Organizations organizations = organizations(ANY, BLUE)) {
      assertThat(organizations.choose(target("eu-west-2", "whoever")))
          .isInstanceOf(OrganizationChoice.None.class);
    }
  }

  @Test
  void refuseTrustThatIsNoCertificateFile(@TempDir Path folder) throws Exception {
    Path empty = Files.writeString(folder.resolve("roots.pem"), "");
    for (Path file : List.of(empty, folder.resolve("missing.pem"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> organizations(with(new Organization.Tls(Optional.of(file), List.of()))))
          .withMessageContaining("tls.trust of red")
          .withMessageContaining(file.toString());
    }
  }

  @Test
  void refuseAPinThatIsNoSha256() {
    for (String pin : List.of("c2hvcnQ=", "not base64!")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> organizations(with(new Organization.Tls(Optional.empty(), List.of(pin)))))
          .withMessageContaining("tls.pins of red");
    }
  }

  private static void refused(Target target, FailureCode code, String... words) {
    try (Organizations organizations = organizations(BLUE, RED)) {
      OrganizationChoice choice = organizations.choose(target);
      assertThat(choice).isInstanceOf(OrganizationChoice.None.class);
      OrganizationChoice.None none = (OrganizationChoice.None) choice;
      assertThat(none.failure().code()).isEqualTo(code);
      assertThat(none.failure().message()).contains(words);
    }
  }

  private static String chosen(Target target, Organization... all) {
    try (Organizations organizations = organizations(all)) {
      OrganizationChoice choice = organizations.choose(target);
      assertThat(choice).isInstanceOf(OrganizationChoice.Chosen.class);
      OrganizationChoice.Chosen chosen = (OrganizationChoice.Chosen) choice;
      assertThat(chosen.place().organization()).isEqualTo(chosen.access().organization().name());
      return chosen.place().organization();
    }
  }

  private static Organizations organizations(Organization... all) {
    return Organizations.of(List.of(all), Duration.ofSeconds(1), CLOCK);
  }

  private static Organization with(Organization.Tls tls) {
    return new Organization(
        RED.name(), RED.id(), RED.regions(), RED.apiUrl(), RED.authUrl(), RED.credentials(), tls);
  }

  private static Organization of(String name, String id, Set<String> regions) {
    return new Organization(
        name,
        Optional.of(id),
        regions,
        Optional.<URI>empty(),
        Optional.empty(),
        credentials(),
        Organization.Tls.OF_THE_JDK);
  }

  private static TokenSource.Credentials credentials() {
    return new TokenSource.Credentials(
        "executor", new Secret("canary"), Duration.ofSeconds(60), Duration.ofMinutes(5));
  }

  private static Target target(String region, String organization) {
    return Target.newBuilder()
        .setKind(TargetKind.OAUTH_CLIENT)
        .setRegion(region)
        .setId("x")
        .setOrganizationId(organization)
        .build();
  }
}
