package dev.pinwheel.sip.digest;

import static dev.pinwheel.sip.digest.DigestCheckTest.RIGHT;
import static dev.pinwheel.sip.digest.DigestCheckTest.URI;
import static dev.pinwheel.sip.digest.DigestCheckTest.check;
import static dev.pinwheel.sip.digest.DigestCheckTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code auth-int}: the bytes of a body are part of the digest (RFC 7616 section 3.4.3). */
class DigestBodyTest {

  @ParameterizedTest
  @CsvSource({
    "'a\r\nb\r\n', 'a\nb\n', with LF line ends",
    "'a\nb\n', 'a\r\nb\r\n', with CR LF line ends",
    "'a\r\n', a, without its last line end",
    "a, 'a\r\n', behind it",
    "a, '', an empty body"
  })
  void saysWhichLineEndsOfABodyWereHashed(String given, String hashed, String words)
      throws Exception {
    String response =
        RIGHT
            .with(draft -> draft.qop(QualityOfProtection.AUTH_INT))
            .with(draft -> draft.body = Body.of(lines(hashed)))
            .response();
    String header = header(response).replace("qop=auth", "qop=auth-int");

    assertThat(check(header, body(Body.of(lines(given)))).explanation().orElse("")).contains(words);
    assertThat(check(header, body(Body.of(lines(hashed)))).matches()).isTrue();
  }

  private static String lines(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }

  private static DigestCheck.Observation body(Body body) {
    return new DigestCheck.Observation(
        "REGISTER",
        Optional.of(URI),
        Optional.empty(),
        Optional.of(body),
        Optional.empty(),
        NonceAge.UNKNOWN);
  }

  @Test
  void hashesBytesThatAreNoText() throws Exception {
    Body bytes = Body.of(new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    String response =
        RIGHT
            .with(draft -> draft.qop(QualityOfProtection.AUTH_INT))
            .with(draft -> draft.body = bytes)
            .response();

    assertThat(check(header(response).replace("qop=auth", "qop=auth-int"), body(bytes)).isGood())
        .isTrue();
  }

  @Test
  void doesNotBlameThePasswordWhereTheBodyWasHashedAndIsNotKnown() throws Exception {
    String header = header("0".repeat(32)).replace("qop=auth", "qop=auth-int");
    DigestCheck.Observation unknown =
        new DigestCheck.Observation(
            "INVITE",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            NonceAge.UNKNOWN);

    assertThat(check(header, unknown).unknown()).singleElement().asString().contains("body");
    assertThat(check(header, body(Body.EMPTY)).unknown()).isEmpty();
  }
}
