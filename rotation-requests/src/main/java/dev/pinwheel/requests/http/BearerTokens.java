package dev.pinwheel.requests.http;

import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows principals by their bearer token (RFC 6750). Tokens are compared as SHA-256, all of them
 * each time and in constant time, so that the time tells nothing of any.
 */
final class BearerTokens {

  /** RFC 6750 section 2.1; the scheme's name is in any case (RFC 9110 section 11.1). */
  private static final Pattern HEADER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");

  private final Map<String, byte[]> digests = new HashMap<>();

  BearerTokens(Map<String, Secret> tokens) {
    tokens.forEach((principal, token) -> digests.put(principal, sha256(token.reveal())));
  }

  /**
   * Who sent a request.
   *
   * @param authorization value of the header; null where there is none
   */
  String principal(String authorization) throws ProblemException {
    Matcher header = HEADER.matcher(authorization == null ? "" : authorization);
    if (!header.matches()) {
      throw unauthenticated("Bearer realm=\"pinwheel\"");
    }
    byte[] given = sha256(header.group(1));
    Optional<String> principal = Optional.empty();
    for (Map.Entry<String, byte[]> known : digests.entrySet()) {
      if (MessageDigest.isEqual(known.getValue(), given)) {
        principal = Optional.of(known.getKey());
      }
    }
    if (principal.isEmpty()) {
      throw unauthenticated("Bearer realm=\"pinwheel\", error=\"invalid_token\"");
    }
    return principal.get();
  }

  private static ProblemException unauthenticated(String challenge) {
    return new ProblemException(
        Problem.of(
                401,
                ProblemCode.UNAUTHENTICATED,
                "Send a token that this service is configured with: Authorization: Bearer …")
            .withHeader("WWW-Authenticate", challenge));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }
}
