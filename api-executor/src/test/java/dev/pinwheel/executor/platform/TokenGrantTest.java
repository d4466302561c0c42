package dev.pinwheel.executor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.Certificates;
import dev.pinwheel.executor.rotation.FailureCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenGrantTest {

  @Test
  void isATokenWithItsLifetime() {
    TokenGrant.Token token =
        (TokenGrant.Token)
            of(200, "{\"access_token\": \"a.b-c\", \"token_type\": \"Bearer\", \"expires_in\": 9}");

    assertThat(token.token().reveal()).isEqualTo("a.b-c");
    assertThat(token.lifetime()).isEqualTo(Duration.ofSeconds(9));
    assertThat(token.toString()).doesNotContain("a.b-c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"token_type\": \"bearer\", \"expires_in\": 9}",
        "{\"access_token\": \"\", \"token_type\": \"bearer\", \"expires_in\": 9}",
        "{\"access_token\": \"a b\", \"token_type\": \"bearer\", \"expires_in\": 9}",
        "{\"access_token\": \"a\\nb\", \"token_type\": \"bearer\", \"expires_in\": 9}",
        "{\"access_token\": 7, \"token_type\": \"bearer\", \"expires_in\": 9}",
        "{\"access_token\": \"a\", \"token_type\": \"mac\", \"expires_in\": 9}",
        "{\"access_token\": \"a\", \"expires_in\": 9}",
        "{\"access_token\": \"a\", \"token_type\": \"bearer\"}",
        "{\"access_token\": \"a\", \"token_type\": \"bearer\", \"expires_in\": 0}",
        "{\"access_token\": \"a\", \"token_type\": \"bearer\", \"expires_in\": -9}",
        "<html>"
      })
  void isNothingNowWhereTheAnswerIsNone(String body) {
    Reaction.Again again = (Reaction.Again) ((TokenGrant.NotNow) of(200, body)).reaction();

    assertThat(again.last().code()).isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 412, 415})
  void isARefusalOfTheCredentialsForEveryFinalError(int status) {
    TokenGrant.CredentialsRefused refused =
        (TokenGrant.CredentialsRefused) of(status, "{\"error\": \"invalid_client\"}");

    assertThat(refused.failure().code()).isEqualTo(FailureCode.PLATFORM_CREDENTIALS_REFUSED);
    assertThat(refused.failure().trail().status()).contains(status);
    assertThat(refused.failure().message()).contains("invalid_client");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 408, 429, 500, 503})
  void isNothingNowWhereTheEndpointMayRecover(int status) {
    assertThat(of(status, "{}")).isInstanceOf(TokenGrant.NotNow.class);
  }

  @Test
  void isNothingNowWhereNobodyAnswers() {
    assertThat(TokenGrant.of(new Exchange.NoAnswer("timeout"), Certificates.NOW))
        .isInstanceOf(TokenGrant.NotNow.class);
  }

  private static TokenGrant of(int status, String body) {
    return TokenGrant.of(
        new Exchange.Answered(status, Map.of("content-type", "application/json"), body, false),
        Certificates.NOW);
  }
}
