package dev.pinwheel.executor.target;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answers, as far as it matters: no more than 16 KiB, and the body only of a status
 * that may be about our certificate.
 *
 * @param status 0 where the answer is not HTTP
 * @param head from the status line to the last field
 * @param body what came of it
 */
record HttpAnswer(int status, String head, String body) {

  private static final int LIMIT = 16 * 1024;
  private static final int QUOTED = 160;

  /** nginx has numbers of its own for a certificate that is refused, and for none. */
  private static final Set<Integer> MAY_BE_ABOUT_CERTIFICATES = Set.of(400, 401, 403, 495, 496);

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?![0-9])[^\r\n]*\r?\n");
  private static final Pattern HEAD_END = Pattern.compile("\r?\n\r?\n");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length: *([0-9]{1,9}) *\r?$");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:.*chunked");
  private static final Pattern CHUNK_SIZE = Pattern.compile("(?m)^[0-9A-Fa-f]{1,8}\r?$");
  private static final Pattern MARKUP = Pattern.compile("(?is)<(style|script).*?</\\1>|<[^>]*>");
  private static final Pattern SENTENCE =
      Pattern.compile("(?i)[^.\n]*\\b(?:certificate|Post-Handshake Authentication)\\b[^.\n]*");

  /** What a connection gives piece by piece; empty at its end. */
  @FunctionalInterface
  interface Source {
    Optional<byte[]> receive() throws IOException;
  }

  /**
   * Reads the answer to a request.
   *
   * @throws EOFException where the connection ends without a status line
   */
  static HttpAnswer read(Source connection) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < LIMIT) {
      Optional<byte[]> more;
      try {
        more = connection.receive();
      } catch (IOException e) {
        // The status is known, and what is missing is a part of the explanation.
        return withoutRest(text).filter(it -> it.status() != 0).orElseThrow(() -> e);
      }
      if (more.isEmpty()) {
        return withoutRest(text)
            .orElseThrow(() -> new EOFException("the server closed the connection"));
      }
      text.append(new String(more.get(), StandardCharsets.ISO_8859_1));
      Optional<HttpAnswer> answer = complete(text);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return withoutRest(text).orElseThrow();
  }

  /** What the body says about certificates; empty where it says nothing. */
  Optional<String> wordsOnCertificates() {
    if (!MAY_BE_ABOUT_CERTIFICATES.contains(status)) {
      return Optional.empty();
    }
    String content = CHUNKED.matcher(head).find() ? CHUNK_SIZE.matcher(body).replaceAll("") : body;
    Matcher sentence = SENTENCE.matcher(MARKUP.matcher(content).replaceAll("\n"));
    return sentence.find() ? Optional.of(printable(sentence.group().strip())) : Optional.empty();
  }

  /** A field's value; empty where there is none. */
  Optional<String> field(String name) {
    Matcher field =
        Pattern.compile("(?im)^" + Pattern.quote(name) + ":[ \t]*([^\r\n]*)").matcher(head);
    return field.find() ? Optional.of(printable(field.group(1).strip())) : Optional.empty();
  }

  /** What may be shown of a text that a server wrote. */
  static String printable(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]+", " ").replaceAll(" {2,}", " ");
    return clean.length() <= QUOTED ? clean : clean.substring(0, QUOTED) + "...";
  }

  private static Optional<HttpAnswer> complete(StringBuilder text) {
    if (!"HTTP/1.".startsWith(text.substring(0, Math.min(7, text.length())))) {
      return Optional.of(new HttpAnswer(0, printable(text.toString()), ""));
    }
    Matcher end = HEAD_END.matcher(text);
    Matcher line = STATUS_LINE.matcher(text);
    if (!end.find() || !line.lookingAt()) {
      return Optional.empty();
    }
    int status = Integer.parseInt(line.group(1));
    String head = text.substring(0, end.end());
    String body = text.substring(end.end());
    if (status < 200) {
      text.delete(0, end.end()); // an interim answer (RFC 9110 section 15.2)
      return text.isEmpty() ? Optional.empty() : complete(text);
    }
    return !MAY_BE_ABOUT_CERTIFICATES.contains(status) || isWhole(head, body)
        ? Optional.of(new HttpAnswer(status, head, body))
        : Optional.empty();
  }

  private static boolean isWhole(String head, String body) {
    Matcher length = LENGTH.matcher(head);
    return CHUNKED.matcher(head).find()
        ? body.endsWith("0\r\n\r\n")
        : length.find() && body.length() >= Integer.parseInt(length.group(1));
  }

  /** An answer whose end did not come, or is not wanted. Empty without anything. */
  private static Optional<HttpAnswer> withoutRest(StringBuilder text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher line = STATUS_LINE.matcher(text);
    if (!line.lookingAt()) {
      return Optional.of(new HttpAnswer(0, printable(text.toString()), ""));
    }
    Matcher end = HEAD_END.matcher(text);
    int body = end.find() ? end.end() : text.length();
    return Optional.of(
        new HttpAnswer(
            Integer.parseInt(line.group(1)), text.substring(0, body), text.substring(body)));
  }
}
