package dev.pinwheel.stack.simulator.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AboutMeTest {

  private static final String TOKEN = "/api/v2/tokens/me";
  private static final String SUBJECT = "/api/v2/authorization/subjects/me";

  private Platform platform;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void tellsACallerItsOrganisationScopesAndRoles() throws Exception {
    String token = platform.token("reader", "r3ader");

    JsonNode told = get(TOKEN, token).json();
    JsonNode subject = get(SUBJECT, token).json();

    assertThat(told.at("/organization/id").asText()).isEqualTo(AboutMe.ORGANISATION_ID);
    assertThat(told.path("authorizedScope")).hasSize(1);
    assertThat(told.at("/authorizedScope/0").asText()).isEqualTo(OrganisationClient.READ);
    assertThat(told.at("/OAuthClient/id").asText()).isEqualTo("reader");
    assertThat(subject.path("id").asText()).isEqualTo("reader");
    assertThat(subject.path("grants")).hasSize(1);
    assertThat(subject.at("/grants/0/role/name").asText()).isEqualTo("Reader");
  }

  @Test
  void tellsNobodyWithoutAToken() throws Exception {
    assertThat(get(TOKEN, "nonsense").status()).isEqualTo(401);
    assertThat(platform.call(platform.request(SUBJECT).build()).status()).isEqualTo(401);
  }

  @Test
  void countsAgainstTheRateLimitAsEveryOtherCall() throws Exception {
    String token = platform.token();

    get(TOKEN, token);

    assertThat(get(SUBJECT, token).headers().get("inin-ratelimit-count")).isEqualTo("2");
  }

  @Test
  void aCallerWithoutRolesIsToldSoAndMayDoNothingElse() throws Exception {
    String token = platform.token("bare", "b4re");

    assertThat(get(SUBJECT, token).json().path("grants")).isEmpty();
    assertThat(get(TOKEN, token).status()).isEqualTo(200);
    Answered refused = platform.get(token);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("code").asText()).isEqualTo("missing.any.permissions");
  }

  private Answered get(String path, String token) throws IOException {
    return platform.call(platform.request(path).header("Authorization", "Bearer " + token).build());
  }
}
