package dev.pinwheel.executor.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.Failure.Trail;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a token endpoint's answer grants. */
sealed interface TokenGrant {

  /** Characters of a bearer token (RFC 6750 section 2.1). */
  Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

  /** What the answers are classified by: a call that is not ours to repeat without looking. */
  PlatformRequest REQUEST =
      new PlatformRequest(
          PlatformRequest.Method.POST,
          List.of("oauth", "token"),
          Map.of(),
          Optional.empty(),
          "client credentials");

  /**
   * A token.
   *
   * @param lifetime how long it is good for, as the platform says
   */
  record Token(Secret token, Duration lifetime) implements TokenGrant {}

  /** Not now; ask again later. */
  record NotNow(Reaction reaction) implements TokenGrant {}

  /** The credentials are refused; asking again with the same ones is hammering. */
  record CredentialsRefused(Failure failure) implements TokenGrant {}

  /** Reads an answer (RFC 6749 sections 5.1 and 5.2). */
  static TokenGrant of(Exchange exchange, Instant now) {
    return switch (ResponseClassifier.classify(REQUEST, exchange, now)) {
      case Reaction.Done done -> granted(done);
      case Reaction.Unauthorized no -> refused(no.message(), no.trail());
      case Reaction.Conflict no -> refused(no.message(), no.trail());
      case Reaction.Refused no -> refused(no.failure().message(), no.failure().trail());
      case Reaction.Again later -> new NotNow(later);
      case Reaction.Throttled later -> new NotNow(later);
    };
  }

  private static TokenGrant granted(Reaction.Done done) {
    JsonNode body = done.body();
    Optional<String> token =
        AnswerText.text(body, "access_token").filter(text -> B64TOKEN.matcher(text).matches());
    boolean bearer =
        AnswerText.text(body, "token_type").filter("bearer"::equalsIgnoreCase).isPresent();
    long seconds = body.path("expires_in").asLong(0);
    if (token.isEmpty() || !bearer || seconds <= 0) {
      // The body is kept out of the message: it may hold a token.
      return new NotNow(
          new Reaction.Again(
              new Failure(
                  FailureCode.PLATFORM_RESPONSE_INVALID,
                  REQUEST.name() + " was answered without a usable bearer token",
                  done.trail()),
              Optional.empty()));
    }
    return new Token(new Secret(token.get()), Duration.ofSeconds(seconds));
  }

  private static TokenGrant refused(String message, Trail trail) {
    return new CredentialsRefused(
        new Failure(FailureCode.PLATFORM_CREDENTIALS_REFUSED, message, trail));
  }
}
