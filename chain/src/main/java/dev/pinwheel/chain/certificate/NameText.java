package dev.pinwheel.chain.certificate;

import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** A distinguished name as people write it: RFC 2253, and the attributes in use by their names. */
public final class NameText {

  /** Names that the JDK's own parser knows, so that a policy takes what is printed. */
  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("1.2.840.113549.1.9.1", "emailAddress"),
          Map.entry("2.5.4.4", "surname"),
          Map.entry("2.5.4.5", "serialNumber"),
          Map.entry("2.5.4.42", "givenName"));

  private NameText() {}

  /** Not yet fit to be printed: the name's own characters are in it. */
  public static String of(X500Principal name) {
    return name.getName(X500Principal.RFC2253, KEYWORDS);
  }
}
