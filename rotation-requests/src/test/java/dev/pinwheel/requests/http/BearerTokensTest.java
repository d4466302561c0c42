package dev.pinwheel.requests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.runtime.config.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {

  private final BearerTokens tokens =
      new BearerTokens(Map.of("ci", new Secret("token-1"), "team", new Secret("token-2==")));

  @Test
  void knowsPrincipalsByTheirTokens() throws Exception {
    assertThat(tokens.principal("Bearer token-1")).isEqualTo("ci");
    assertThat(tokens.principal("bearer  token-2==")).isEqualTo("team");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic token-1", "token-1", "Bearer a b"})
  void asksForATokenWhereThereIsNone(String header) {
    Problem problem = problem(header);

    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"pinwheel\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer token-", "Bearer token-11", "Bearer TOKEN-1"})
  void refusesOtherTokensWithoutRepeatingThem(String header) {
    Problem problem = problem(header);

    assertThat(problem.headers().get("WWW-Authenticate")).endsWith("error=\"invalid_token\"");
    assertThat(problem.document().toString()).doesNotContain(header.substring(7));
  }

  private Problem problem(String header) {
    return catchThrowableOfType(ProblemException.class, () -> tokens.principal(header)).problem();
  }
}
