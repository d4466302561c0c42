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
  private static final List<String> BARE = List.of("algorithm", "qop", "nc", "userhash");

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

  /** The same with the backslashes of its quoted pairs, where it has some. */
  Optional<String> withBackslashes(String name) {
    return parameters.raw(name).filter(raw -> !raw.equals(get(name).orElse(raw)));
  }

  /** Whether its user name is a hash (RFC 7616 section 3.4.4). */
  boolean hidesUserName() {
    return get("userhash").filter("true"::equalsIgnoreCase).isPresent();
  }

  /** {@code qop}, where it is one value; a list, which is the challenge's, is none. */
  private Optional<QualityOfProtection> qop() {
    return QualityOfProtection.of(get("qop").orElse(""));
  }

  private Optional<DigestAlgorithm> algorithm() {
    return DigestAlgorithm.of(get("algorithm"));
  }

  /**
   * What its digest should have been computed from; an algorithm or a protection that is none is
   * among the {@link #flaws}, and taken for the usual one.
   *
   * @param userName the one that the header has, or only its hash
   */
  DigestInput input(String userName, String method, Secret password, Body body) {
    QualityOfProtection qop = qop().orElse(QualityOfProtection.AUTH);
    return new DigestInput(
        userName,
        get("realm").orElseThrow(),
        password,
        method,
        get("uri").orElseThrow(),
        get("nonce").orElseThrow(),
        get("cnonce").orElse(""),
        get("nc").orElse(""),
        qop,
        qop().isPresent() ? get("qop").orElse("") : qop.token(),
        algorithm().orElse(DigestAlgorithm.MD5),
        body,
        StandardCharsets.UTF_8);
  }

  /** What pasting did to the header, and was undone. */
  List<String> notes() {
    return parameters.notes();
  }

  /** What of its form is against the rules, each with its rule. */
  List<String> flaws() {
    List<String> flaws = new ArrayList<>();
    if (qop().isEmpty()) {
      flaws.add(
          "qop must be one of auth and auth-int, not %s (RFC 7616 section 3.4)"
              .formatted(get("qop").orElse("")));
    }
    if (algorithm().isEmpty()) {
      flaws.add(
          "the algorithm %s is none of %s: it is computed as MD5"
              .formatted(get("algorithm").orElse(""), DigestAlgorithm.tokens()));
    }
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
    countFlaws(flaws);
    return flaws;
  }

  /** A session's first part has the client's nonce, with or without qop (section 3.4.2). */
  private void countFlaws(List<String> flaws) {
    boolean session = algorithm().filter(DigestAlgorithm::isSession).isPresent();
    if (parameters.has("qop")) {
      if (!parameters.has("cnonce")) {
        flaws.add("with qop there must be a cnonce (RFC 7616 section 3.4)");
      }
      if (get("nc").filter(count -> NONCE_COUNT.matcher(count).matches()).isEmpty()) {
        flaws.add("with qop nc must be eight hexadecimal digits (RFC 7616 section 3.4)");
      }
    } else if (parameters.has("nc") || (parameters.has("cnonce") && !session)) {
      flaws.add("without qop there must be neither nc nor cnonce (RFC 7616 section 3.4)");
    } else if (session && !parameters.has("cnonce")) {
      flaws.add("with a -sess algorithm there must be a cnonce (RFC 7616 section 3.4.2)");
    }
  }
}
