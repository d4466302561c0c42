package dev.pinwheel.stack.simulator.sip;

import java.util.List;
import java.util.Optional;

/** As much of a SIP request as a registrar needs (RFC 3261 section 7.1). */
record SipRequest(String method, String uri, List<String> lines) {

  static SipRequest parse(String text) {
    List<String> lines = text.lines().toList();
    String[] start = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", 3);
    return start.length == 3
        ? new SipRequest(start[0], start[1], lines)
        : new SipRequest("", "", lines);
  }

  Optional<String> header(String name) {
    return lines.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }
}
