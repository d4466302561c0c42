package dev.pinwheel.webhook.delivery;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that comes from outside, such as a receiver that quotes the request in
 * its error page, and makes one short line of it.
 */
public final class Redaction {

  /** Length of a detail in an attempt's history. */
  static final int MOST_CHARACTERS = 200;

  private static final String HIDDEN = "***";

  /** What looks like a key, a bearer token or a signature, whoever it belongs to. */
  private static final Pattern SECRET_FORMS =
      Pattern.compile(
          "whs(?:ec|k)_[A-Za-z0-9+/=_-]+|(?i:bearer)\\s+[^\\s\"',;<]+|v1a?,[A-Za-z0-9+/=]{20,}");

  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Hides the given texts, and whatever has the form of a secret. */
  public static Redaction of(Collection<String> secrets) {
    return new Redaction(secrets.stream().filter(secret -> !secret.isBlank()).toList());
  }

  /** One line of at most {@value #MOST_CHARACTERS} characters without secrets. */
  public String line(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, HIDDEN);
    }
    redacted = SECRET_FORMS.matcher(redacted).replaceAll(HIDDEN);
    // Cut only now: half a secret would no longer be recognised.
    String line = NOT_PRINTABLE.matcher(redacted).replaceAll(" ").strip();
    return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS - 1) + "…" : line;
  }

  @Override
  public String toString() {
    return "Redaction[" + secrets.size() + " secrets]";
  }
}
