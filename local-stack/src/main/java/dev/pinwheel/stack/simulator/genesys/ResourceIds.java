package dev.pinwheel.stack.simulator.genesys;

import java.util.regex.Pattern;

/**
 * What an id may be: a segment of URLs and, in lower case, a label of host names (RFC 1123 section
 * 2.1).
 */
final class ResourceIds {

  private static final Pattern ID =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private ResourceIds() {}

  static void check(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("an id is up to 63 letters, digits and inner hyphens");
    }
  }
}
