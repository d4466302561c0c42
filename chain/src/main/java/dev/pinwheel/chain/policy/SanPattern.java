package dev.pinwheel.chain.policy;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pattern for DNS names: labels joined by dots, where {@code *} stands for any run of characters
 * within one label, so that {@code *.example.com} is matched by {@code a.example.com} and not by
 * {@code a.b.example.com}. Case is ignored.
 */
public record SanPattern(String text) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9*_-]+(\\.[A-Za-z0-9*_-]+)*");

  /**
   * As long as a DNS name (RFC 1035 section 2.3.4); the form's groups cost stack for each label.
   */
  private static final int LONGEST = 253;

  public SanPattern {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("expected a pattern such as *.example.com");
    }
  }

  /** Whether a name matches; the work is bounded by the product of both lengths. */
  public boolean matches(String dnsName) {
    String pattern = text.toLowerCase(Locale.ROOT);
    String name = dnsName.toLowerCase(Locale.ROOT);
    int atPattern = 0;
    int atName = 0;
    int star = -1;
    int starName = 0;
    while (atName < name.length()) {
      if (atPattern < pattern.length() && pattern.charAt(atPattern) == '*') {
        star = atPattern++;
        starName = atName;
      } else if (atPattern < pattern.length() && pattern.charAt(atPattern) == name.charAt(atName)) {
        atPattern++;
        atName++;
      } else if (star >= 0 && name.charAt(starName) != '.') {
        // the latest star takes one character more, but never a dot
        atPattern = star + 1;
        atName = ++starName;
      } else {
        return false;
      }
    }
    while (atPattern < pattern.length() && pattern.charAt(atPattern) == '*') {
      atPattern++;
    }
    return atPattern == pattern.length();
  }
}
