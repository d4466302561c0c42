package dev.pinwheel.sip.register;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a response (RFC 3261 section 7.2); bodies are not looked at.
 *
 * @param headers by their long name in lower case; several of one name in their order
 */
record SipResponse(int status, String reason, Map<String, List<String>> headers) {

  private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 (\\d{3}) ?(.*)");
  private static final Pattern FOLDING = Pattern.compile("\r?\n[ \t]+");
  private static final Map<String, String> COMPACT =
      Map.of(
          "i",
          "call-id",
          "l",
          "content-length",
          "v",
          "via",
          "m",
          "contact",
          "f",
          "from",
          "t",
          "to");

  /**
   * Reads a head.
   *
   * @throws IOException where it is no response
   */
  static SipResponse parse(String head) throws IOException {
    List<String> lines = FOLDING.matcher(head.strip()).replaceAll(" ").lines().toList();
    Matcher status = STATUS_LINE.matcher(lines.isEmpty() ? "" : lines.getFirst());
    if (!status.matches()) {
      throw new IOException("the registrar's answer is no SIP response");
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("a line of the registrar's answer is no header");
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      headers
          .computeIfAbsent(COMPACT.getOrDefault(name, name), any -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new SipResponse(Integer.parseInt(status.group(1)), status.group(2), headers);
  }

  boolean isProvisional() {
    return status < 200;
  }

  Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
