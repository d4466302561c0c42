package dev.pinwheel.sip.digest;

import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer to a challenge: {@code Authorization} or {@code Proxy-Authorization} (RFC 7616 section
 * 3.4).
 */
public final class DigestAnswer {

  private static final Pattern NONCE_COUNT = Pattern.compile("[0-9a-fA-F]{8}");
  private static final List<String> QUOTED =
      List.of("username", "realm", "nonce", "uri", "response", "cnonce", "opaque");
  private static final List<String> BARE = List.of("algorithm", "qop", "nc");

  private final DigestParameters parameters;
  private final String response;

  private DigestAnswer(DigestParameters parameters, String response) {
    this.parameters = parameters;
    this.response = response;
  }

  /**
   * Reads a header's value.
   *
   * @throws MalformedDigestException where something is missing without which nothing can be
   *     computed
   */
  public static DigestAnswer parse(String header) throws MalformedDigestException {
    DigestParameters parameters = DigestParameters.parse(header);
    for (String name : List.of("username", "realm", "nonce", "uri")) {
      parameters.required(name);
    }
    return new DigestAnswer(parameters, parameters.required("response").toLowerCase(Locale.ROOT));
  }

  String response() {
    return response;
  }

  /** A parameter without its quotes, such as {@code username} or {@code nonce}. */
  public Optional<String> get(String name) {
    return parameters.get(name);
  }

  /** What its digest should have been computed from. */
  DigestInput input(String method, Secret password, String body) throws MalformedDigestException {
    QualityOfProtection qop =
        QualityOfProtection.of(get("qop").orElse(""))
            .orElseThrow(
                () ->
                    new MalformedDigestException(
                        "qop is neither auth nor auth-int but " + get("qop").orElse("")));
    DigestAlgorithm algorithm =
        DigestAlgorithm.of(get("algorithm"))
            .orElseThrow(
                () ->
                    new MalformedDigestException(
                        "the algorithm %s is none of MD5, MD5-sess, SHA-256, SHA-256-sess"
                            .formatted(get("algorithm").orElse(""))));
    return new DigestInput(
        get("username").orElseThrow(),
        get("realm").orElseThrow(),
        password,
        method,
        get("uri").orElseThrow(),
        get("nonce").orElseThrow(),
        get("cnonce").orElse(""),
        get("nc").orElse(""),
        qop,
        algorithm,
        body,
        StandardCharsets.UTF_8);
  }

  /** What of its form is against the rules, each with its rule. */
  List<String> flaws() {
    List<String> flaws = new ArrayList<>();
    for (String name : QUOTED) {
      if (parameters.has(name) && !parameters.isQuoted(name)) {
        flaws.add(name + " must be quoted (RFC 7616 section 3.4)");
      }
    }
    for (String name : BARE) {
      if (parameters.isQuoted(name)) {
        flaws.add(name + " must not be quoted (RFC 7616 section 3.4)");
      }
    }
    if (parameters.has("qop")) {
      if (!parameters.has("cnonce")) {
        flaws.add("with qop there must be a cnonce (RFC 7616 section 3.4)");
      }
      if (get("nc").filter(count -> NONCE_COUNT.matcher(count).matches()).isEmpty()) {
        flaws.add("with qop nc must be eight hexadecimal digits (RFC 7616 section 3.4)");
      }
    } else if (parameters.has("nc") || parameters.has("cnonce")) {
      flaws.add("without qop there must be neither nc nor cnonce (RFC 7616 section 3.4)");
    }
    return flaws;
  }
}
