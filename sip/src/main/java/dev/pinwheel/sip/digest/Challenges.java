package dev.pinwheel.sip.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All challenges of a response. A header may hold several, of several schemes (RFC 9110 section
 * 11.6.1); whoever is asked takes one that it understands.
 *
 * @param usable those with a known algorithm and quality of protection, in the registrar's order,
 *     which is its preference (RFC 8760 section 2.3)
 * @param passedOver the others, each with what is the matter with it
 */
public record Challenges(List<DigestChallenge> usable, List<String> passedOver) {

  /** A scheme begins a challenge where no {@code =} makes a parameter of it. */
  private static final Pattern SCHEME =
      Pattern.compile("\\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)(?=\\s+[^\\s=,]|\\s*(?:,|$))");

  public Challenges {
    usable = List.copyOf(usable);
    passedOver = List.copyOf(passedOver);
  }

  /** Reads the values of {@code WWW-Authenticate} or {@code Proxy-Authenticate} headers. */
  public static Challenges of(List<String> headers) {
    List<DigestChallenge> usable = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    for (String header : headers) {
      for (String one : split(header)) {
        String scheme = one.split("[\\s,]", 2)[0];
        if (!scheme.equalsIgnoreCase("Digest")) {
          passedOver.add("scheme " + scheme);
          continue;
        }
        try {
          DigestChallenge challenge = DigestChallenge.parse(one);
          Optional<String> trouble = challenge.trouble();
          if (trouble.isEmpty()) {
            usable.add(challenge);
          }
          trouble.ifPresent(passedOver::add);
        } catch (MalformedDigestException e) {
          passedOver.add("a broken Digest challenge (%s)".formatted(e.getMessage()));
        }
      }
    }
    return new Challenges(usable, passedOver);
  }

  /** The one to answer: the first of this realm; where there is none, the first. */
  public Optional<DigestChallenge> chosen(String realm) {
    return usable.stream()
        .filter(one -> one.realm().equalsIgnoreCase(realm))
        .findFirst()
        .or(() -> usable.stream().findFirst());
  }

  /** A header's challenges, each with its scheme and parameters. */
  static List<String> split(String header) {
    List<Integer> starts = new ArrayList<>();
    Matcher scheme = SCHEME.matcher(header);
    boolean quoted = false;
    boolean begins = true;
    for (int at = 0; at < header.length(); at++) {
      if (begins && scheme.region(at, header.length()).lookingAt()) {
        starts.add(scheme.start(1));
      }
      char character = header.charAt(at);
      if (quoted && character == '\\') {
        at++;
      } else if (character == '"') {
        quoted = !quoted;
      }
      begins = !quoted && character == ',';
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : header.length();
      found.add(header.substring(starts.get(i), end).strip().replaceFirst("(?:\\s*,)+\\z", ""));
    }
    return found;
  }
}
