package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {

  private static final String NGINX =
      """
      <html>
      <head><title>400 No required SSL certificate was sent</title></head>
      <body><center><h1>400 Bad Request</h1></center></body>
      </html>
      """;

  @Test
  void isReadInWhateverPiecesItComes() throws Exception {
    HttpAnswer answer =
        read(
            "HTTP/1.1 400 Bad Request\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(NGINX.length(), NGINX)
                .split("(?<=.)", -1));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wordsOnCertificates()).contains("400 No required SSL certificate was sent");
  }

  @Test
  void isReadAsChunksToo() throws Exception {
    HttpAnswer answer =
        read(
            "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n",
            "26\r\nThe client certificate is not enough.\r\n\r\n0\r\n\r\n");

    assertThat(answer.wordsOnCertificates()).contains("The client certificate is not enough");
  }

  @ParameterizedTest
  @CsvSource({"200", "204", "301", "404", "405", "500", "503"})
  void hasNoBodyWhereThatCannotBeAboutCertificates(int status) throws Exception {
    HttpAnswer answer = read("HTTP/1.1 %d Any\r\n\r\n".formatted(status), "a certificate");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.wordsOnCertificates()).isEmpty();
  }

  @Test
  void passesOverInterimAnswers() throws Exception {
    assertThat(
            read("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
                .status())
        .isEqualTo(200);
  }

  @Test
  void countsWithoutItsEndOnceTheStatusIsThere() throws Exception {
    assertThat(read("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nab").status())
        .isEqualTo(403);
    Deque<String> stalls = new ArrayDeque<>(List.of("HTTP/1.1 403 Forbidden\r\n"));
    assertThat(
            HttpAnswer.read(
                    () -> {
                      if (stalls.isEmpty()) {
                        throw new SocketTimeoutException("the time is over");
                      }
                      return next(stalls);
                    })
                .status())
        .isEqualTo(403);
  }

  @Test
  void isNotReadBeyondItsBound() throws Exception {
    Deque<String> endless = new ArrayDeque<>(List.of("HTTP/1.1 400 Bad Request\r\n\r\n"));
    HttpAnswer answer =
        HttpAnswer.read(() -> endless.isEmpty() ? Optional.of(new byte[1024]) : next(endless));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().length()).isBetween(15 * 1024, 17 * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"220 mail.example ESMTP\r\n", "HTTP/2 200\r\n\r\n", "\u0000\u0001"})
  void isNoHttpWhereItBeginsOtherwise(String text) throws Exception {
    assertThat(read(text).status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 2"})
  void isNoneWithoutAWholeStatusLine(String text) throws Exception {
    if (text.isEmpty()) {
      assertThatThrownBy(() -> read()).isInstanceOf(EOFException.class);
    } else {
      assertThat(read(text).status()).isZero();
    }
  }

  private static HttpAnswer read(String... pieces) throws IOException {
    Deque<String> left = new ArrayDeque<>(List.of(pieces));
    return HttpAnswer.read(() -> next(left));
  }

  private static Optional<byte[]> next(Deque<String> pieces) {
    return Optional.ofNullable(pieces.poll()).map(it -> it.getBytes(StandardCharsets.ISO_8859_1));
  }
}
