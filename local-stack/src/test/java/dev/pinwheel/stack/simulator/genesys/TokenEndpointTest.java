package dev.pinwheel.stack.simulator.genesys;

import static dev.pinwheel.stack.simulator.genesys.Platform.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import java.time.Duration;
import java.util.Map;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {

  private Platform platform;

  @BeforeEach
  void start() throws Exception {
    platform =
        new Platform(
            settings -> settings.withTokenLifetime(Duration.ofMinutes(5), Duration.ofMinutes(60)));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void basicAuthenticationGetsATokenWithEveryScopeOfTheClient() throws Exception {
    Answered answered =
        platform.call(platform.tokenRequest("pinwheel", "s3cret", "client_credentials"));
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.headers().get("Cache-Control")).isEqualTo("no-store");
    assertThat(answered.json().get("token_type").asText()).isEqualTo("bearer");
    assertThat(answered.json().get("expires_in").asLong()).isEqualTo(3_600);
    assertThat(answered.json().get("scope").asText())
        .isEqualTo(
            "admin:client:read admin:client:update certificate:manage"
                + " data:management:endpoints:write sip_trunk:read sip_trunk:write trunk:admin");
  }

  @Test
  void credentialsInTheFormAreAsGood() throws Exception {
    Answered answered =
        form(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "pinwheel",
                "client_secret", "s3cret",
                "scope", "admin:client:read"));
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.json().get("scope").asText()).isEqualTo("admin:client:read");
  }

  @Test
  void bothKindsOfCredentialsAtOnceAreAnInvalidRequest() throws Exception {
    FormBody body =
        new FormBody.Builder()
            .add("grant_type", "client_credentials")
            .add("client_id", "pinwheel")
            .add("client_secret", "s3cret")
            .build();
    refused(
        400,
        "invalid_request",
        platform
            .request("/oauth/token")
            .header("Authorization", Credentials.basic("pinwheel", "s3cret"))
            .post(body)
            .build());
  }

  @Test
  void aWrongSecretAndAnUnknownClientAreInvalidClients() throws Exception {
    for (String[] wrong : new String[][] {{"pinwheel", "wrong"}, {"nobody", "s3cret"}}) {
      Answered answered =
          refused(
              401,
              "invalid_client",
              platform.tokenRequest(wrong[0], wrong[1], "client_credentials"));
      assertThat(answered.headers().get("WWW-Authenticate")).startsWith("Basic");
    }
  }

  @Test
  void noCredentialsAreAnInvalidClient() throws Exception {
    assertThat(form(Map.of("grant_type", "client_credentials")).status()).isEqualTo(401);
  }

  @Test
  void aMissingAnOtherAndARepeatedGrantTypeAreRefused() throws Exception {
    Request.Builder request =
        platform
            .request("/oauth/token")
            .header("Authorization", Credentials.basic("pinwheel", "s3cret"));
    refused(400, "invalid_request", request.post(new FormBody.Builder().build()).build());
    refused(
        400,
        "unsupported_grant_type",
        platform.tokenRequest("pinwheel", "s3cret", "authorization_code"));
    refused(
        400,
        "invalid_request",
        request
            .post(
                new FormBody.Builder()
                    .add("grant_type", "client_credentials")
                    .add("grant_type", "client_credentials")
                    .build())
            .build());
  }

  @Test
  void aJsonBodyIsAnInvalidRequest() throws Exception {
    refused(
        400,
        "invalid_request",
        platform
            .request("/oauth/token")
            .post(RequestBody.create("{}", MediaType.get("application/json")))
            .build());
  }

  @Test
  void aScopeThatTheClientDoesNotHaveIsInvalid() throws Exception {
    Answered answered =
        form(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "reader",
                "client_secret", "r3ader",
                "scope", "admin:client:read admin:client:update"));
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.json().get("error").asText()).isEqualTo("invalid_scope");
  }

  @Test
  void aTokenEndsAtItsRealLifetimeWhateverWasAdvertised() throws Exception {
    String token = platform.token();
    platform.clock.advance(Duration.ofMinutes(5).minusNanos(1));
    assertThat(platform.get(token).status()).isEqualTo(200);
    platform.clock.advance(Duration.ofNanos(1));
    Answered expired = platform.get(token);
    assertThat(expired.status()).isEqualTo(401);
    assertThat(expired.json().get("message").asText()).contains("expired");
  }

  @Test
  void noTokenAnUnknownTokenAndAnotherSchemeAreUnauthorised() throws Exception {
    String path = "/api/v2/oauth/clients/" + Platform.TARGET;
    Answered none = platform.call(platform.request(path).build());
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.json().get("code").asText()).isEqualTo("authentication.required");
    assertThat(platform.get("made-up").json().get("code").asText()).isEqualTo("bad.credentials");
    assertThat(
            platform
                .call(
                    platform
                        .request(path)
                        .header("Authorization", Credentials.basic("pinwheel", "s3cret"))
                        .build())
                .status())
        .isEqualTo(401);
  }

  @Test
  void aTokenWithoutTheUpdateScopeMayReadButNotWrite() throws Exception {
    String token = platform.token("reader", "r3ader");
    assertThat(platform.get(token).status()).isEqualTo(200);
    Answered refused = platform.patch(token, rotation());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("code").asText()).isEqualTo("missing.required.scope");
    assertThat(platform.simulator.changes()).isEmpty();
  }

  @Test
  void revokedTokensAreUnknownUntilANewOneIsAskedFor() throws Exception {
    String token = platform.token();
    assertThat(platform.admin("POST", "/admin/tokens/revoke", "{}").status()).isEqualTo(204);
    assertThat(platform.get(token).status()).isEqualTo(401);
    assertThat(platform.get(platform.token()).status()).isEqualTo(200);
  }

  @Test
  void aDisabledClientLosesItsTokensAndGetsNoNewOne() throws Exception {
    String token = platform.token();
    platform.simulator.disable("pinwheel");
    assertThat(platform.get(token).status()).isEqualTo(401);
    refused(
        401, "invalid_client", platform.tokenRequest("pinwheel", "s3cret", "client_credentials"));
  }

  private Answered refused(int status, String error, Request request) throws Exception {
    Answered answered = platform.call(request);
    assertThat(answered.status()).isEqualTo(status);
    assertThat(answered.json().get("error").asText()).isEqualTo(error);
    assertThat(answered.body()).doesNotContain("s3cret");
    return answered;
  }

  private Answered form(Map<String, String> parameters) throws Exception {
    FormBody.Builder form = new FormBody.Builder();
    parameters.forEach(form::add);
    return platform.call(platform.request("/oauth/token").post(form.build()).build());
  }
}
