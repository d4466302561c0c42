package dev.pinwheel.sip.digest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a person copies out of a log or a capture: a header's value, a header with its name, some
 * lines, a whole message, or the lines that Wireshark and sngrep show of one.
 *
 * @param requestLine where it begins with one
 * @param answers values of {@code Authorization} and {@code Proxy-Authorization}
 * @param challenges values of {@code WWW-Authenticate} and {@code Proxy-Authenticate}
 * @param body of a whole message
 */
public record PastedMessage(
    Optional<RequestLine> requestLine,
    List<String> answers,
    List<String> challenges,
    Optional<Body> body) {

  private static final Pattern REQUEST_LINE =
      Pattern.compile("(?m)^\\s*(?:Request-Line:\\s*)?([A-Z]+)\\s+(\\S+)\\s+SIP/2\\.0\\s*$");
  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)\\s*(?:\\[truncated\\]\\s*)?(?:((?:WWW|Proxy)-Authenticate|(?:Proxy-)?Authorization)"
              + "\\s*:\\s*(.*)|(Digest(?:\\s.*)?))");
  private static final Pattern OTHER_LINE =
      Pattern.compile("\\s*(?:[A-Za-z][A-Za-z0-9 -]*\\s*:.*|.*\\bSIP/2\\.0\\b.*)");
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("(?im)^(?:Content-Length|l)\\s*:\\s*(\\d{1,9})\\s*$");
  private static final Pattern END_OF_HEAD = Pattern.compile("\\r?\\n[ \\t]*\\r?\\n");

  /** First line of a request. */
  public record RequestLine(String method, String uri) {}

  public PastedMessage {
    answers = List.copyOf(answers);
    challenges = List.copyOf(challenges);
  }

  /** Reads what was pasted. */
  public static PastedMessage of(String pasted) {
    String text = pasted.replaceAll("(?m)(?:\\\\r)?(?:\\\\n)?[ \\t]*$", "");
    List<String> answers = new ArrayList<>();
    List<String> challenges = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      Matcher header = HEADER.matcher(lines.get(at));
      if (header.matches()) {
        String name = Optional.ofNullable(header.group(1)).orElse("").toLowerCase(Locale.ROOT);
        StringBuilder value =
            new StringBuilder(header.group(1) == null ? header.group(3) : header.group(2));
        while (at + 1 < lines.size() && goesOn(value, lines.get(at + 1))) {
          at++;
          value.append('\n').append(lines.get(at));
        }
        if (!name.endsWith("authenticate")) {
          answers.add(value.toString());
        }
        if (!name.endsWith("authorization")) {
          challenges.add(value.toString());
        }
      }
    }
    Matcher first = REQUEST_LINE.matcher(text);
    Optional<RequestLine> requestLine =
        first.find()
            ? Optional.of(new RequestLine(first.group(1), first.group(2)))
            : Optional.empty();
    return new PastedMessage(
        requestLine, answers, challenges, requestLine.flatMap(line -> body(pasted, first.end())));
  }

  /** Only within quotes may a line look like another header's. */
  private static boolean goesOn(CharSequence value, String next) {
    boolean quoted = false;
    for (int at = 0; at < value.length(); at++) {
      if (quoted && value.charAt(at) == '\\') {
        at++;
      } else if (value.charAt(at) == '"') {
        quoted = !quoted;
      }
    }
    return quoted || (!next.isBlank() && !OTHER_LINE.matcher(next).matches());
  }

  /** Terminals keep no CR and no last line end; Content-Length tells what there was. */
  private static Optional<Body> body(String message, int from) {
    Matcher length = CONTENT_LENGTH.matcher(message);
    if (!length.find()) {
      return Optional.empty();
    }
    int bytes = Integer.parseInt(length.group(1));
    Matcher end = END_OF_HEAD.matcher(message);
    String given = end.find(Math.min(from, message.length())) ? message.substring(end.end()) : "";
    String lines = given.replace("\r\n", "\n");
    return Stream.of(
            "",
            given,
            lines,
            lines + "\n",
            lines.replace("\n", "\r\n"),
            (lines + "\n").replace("\n", "\r\n"))
        .filter(text -> text.getBytes(StandardCharsets.UTF_8).length == bytes)
        .findFirst()
        .map(Body::of);
  }
}
