package dev.pinwheel.stack.simulator.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitOverHttpTest {

  private Platform platform;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform(settings -> settings.withRateLimitPerMinute(3));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void theCallAfterTheLastOfTheBudgetWaitsForTheRestOfTheMinute() throws Exception {
    String token = platform.token();
    for (int call = 1; call <= 3; call++) {
      platform.clock.advance(Duration.ofMillis(5_100));
      Answered allowed = platform.get(token);
      assertThat(allowed.status()).isEqualTo(200);
      assertThat(allowed.headers().get("inin-ratelimit-count")).isEqualTo("" + call);
    }
    Answered refused = platform.get(token);
    assertThat(refused.status()).isEqualTo(429);
    // 10.2 s of the minute are over: 49.8 s are left, in whole seconds 50.
    assertThat(refused.headers().get("Retry-After")).isEqualTo("50");
    assertThat(refused.json().get("code").asText()).isEqualTo("too.many.requests");
  }

  @Test
  void waitingForRetryAfterIsEnoughAndOneSecondLessIsNot() throws Exception {
    String token = platform.token();
    for (int call = 1; call <= 3; call++) {
      platform.get(token);
    }
    platform.clock.advance(Duration.ofSeconds(59));
    assertThat(platform.get(token).status()).isEqualTo(429);
    platform.clock.advance(Duration.ofSeconds(1));
    assertThat(platform.get(token).status()).isEqualTo(200);
  }

  @Test
  void theBudgetIsPerOAuthClientNotPerToken() throws Exception {
    for (int call = 1; call <= 3; call++) {
      platform.get(platform.token());
    }
    assertThat(platform.get(platform.token()).status()).isEqualTo(429);
    assertThat(platform.get(platform.token("reader", "r3ader")).status()).isEqualTo(200);
  }

  @Test
  void theDefaultBudgetIs300() throws Exception {
    RateLimit limit = new RateLimit(platform.clock, 300);
    for (int call = 1; call <= 300; call++) {
      assertThat(limit.count("client").exceeded()).isFalse();
    }
    assertThat(limit.count("client").exceeded()).isTrue();
  }
}
