package dev.pinwheel.executor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsTest {

  private static final Optional<URI> NONE = Optional.empty();
  private static final URI SIMULATOR = URI.create("http://127.0.0.1:1234");
  private static final URI LOGIN = URI.create("http://127.0.0.1:5678");

  @ParameterizedTest
  @CsvSource({
    "us-east-1, mypurecloud.com",
    "eu-west-2, euw2.pure.cloud",
    "us-east-2, use2.us-gov-pure.cloud",
    "eusc-de-east-1, edee1.eusc-pure.cloud",
    "ap-southeast-2, mypurecloud.com.au"
  })
  void knowsThePublishedOnes(String region, String domain) {
    PlatformPlace place = Regions.published(NONE, NONE).place("org", region).orElseThrow();

    assertThat(place.api()).isEqualTo(URI.create("https://api." + domain));
    assertThat(place.auth()).isEqualTo(URI.create("https://login." + domain));
    assertThat(place.region()).isEqualTo(region);
    assertThat(place.organization()).isEqualTo("org");
  }

  @Test
  void knowsNoOthers() {
    Regions regions = Regions.published(NONE, NONE);

    assertThat(regions.place("", "mars-1")).isEmpty();
    assertThat(regions.place("", "")).isEmpty();
    assertThat(regions.names()).hasSize(18).contains("eu-west-2", "eusc-de-east-1");
  }

  @Test
  void canBeOverriddenForEveryRegion() {
    Regions regions = Regions.published(Optional.of(SIMULATOR), Optional.of(LOGIN));

    PlatformPlace place = regions.place("", "mars-1").orElseThrow();
    assertThat(place.api()).isEqualTo(SIMULATOR);
    assertThat(place.auth()).isEqualTo(LOGIN);
  }

  @Test
  void takeTokensFromTheOverriddenApiWhereNothingElseIsSaid() {
    assertThat(
            Regions.published(Optional.of(SIMULATOR), NONE)
                .place("", "eu-west-2")
                .orElseThrow()
                .auth())
        .isEqualTo(SIMULATOR);
  }

  @Test
  void canOverrideTheTokenEndpointAlone() {
    Regions regions = Regions.published(NONE, Optional.of(LOGIN));

    assertThat(regions.place("", "eu-west-2").orElseThrow().api())
        .isEqualTo(URI.create("https://api.euw2.pure.cloud"));
    assertThat(regions.place("", "mars-1")).isEmpty();
  }

  @Test
  void keepTokensOfDifferentOrganisationsAndRegionsApart() {
    Regions regions = Regions.published(Optional.of(SIMULATOR), NONE);

    assertThat(regions.place("a", "eu-west-2"))
        .isEqualTo(regions.place("a", "eu-west-2"))
        .isNotEqualTo(regions.place("b", "eu-west-2"))
        .isNotEqualTo(regions.place("a", "eu-west-1"));
  }
}
