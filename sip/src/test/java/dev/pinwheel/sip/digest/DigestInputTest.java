package dev.pinwheel.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The examples of the RFCs, and the properties that they leave out. */
class DigestInputTest {

  private static final DigestInput RFC_7616 =
      new DigestInput(
          "Mufasa",
          "http-auth@example.org",
          new Secret("Circle of Life"),
          "GET",
          "/dir/index.html",
          "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
          "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
          "00000001",
          QualityOfProtection.AUTH,
          "auth",
          DigestAlgorithm.MD5,
          Body.EMPTY,
          StandardCharsets.UTF_8);

  private static final DigestInput RFC_2617 =
      new DigestInput(
          "Mufasa",
          "testrealm@host.com",
          new Secret("Circle Of Life"),
          "GET",
          "/dir/index.html",
          "dcd98b7102dd2f0e8b11d0f600bfb0c093",
          "0a4f113b",
          "00000001",
          QualityOfProtection.AUTH,
          "auth",
          DigestAlgorithm.MD5,
          Body.EMPTY,
          StandardCharsets.UTF_8);

  @Test
  void isWhatRfc7616Section391SaysForMd5() {
    assertThat(RFC_7616.response()).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
  }

  @Test
  void isWhatRfc7616Section391SaysForSha256() {
    assertThat(RFC_7616.with(draft -> draft.algorithm = DigestAlgorithm.SHA_256).response())
        .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  }

  @Test
  void hidesAUserNameBySha512With256BitsAndNotByTheFirstHalfOfSha512() {
    // The example of RFC 7616 section 3.9.2 has the second, by mistake.
    DigestInput hidden =
        RFC_7616
            .with(draft -> draft.username = "J\u00e4s\u00f8n Doe")
            .with(draft -> draft.realm = "api@example.org");

    assertThat(hidden.with(draft -> draft.algorithm = DigestAlgorithm.SHA_512_256).userHash())
        .isEqualTo("793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b");
    assertThat(hidden.with(draft -> draft.algorithm = DigestAlgorithm.SHA_512_CUT).userHash())
        .isEqualTo("488869477bf257147b804c45308cd62ac4e25eb717b12b298c79e62dcea254ec");
  }

  @Test
  void isWhatRfc2617Section35Says() {
    assertThat(RFC_2617.response()).isEqualTo("6629fae49393a05397450978507c4ef1");
  }

  @Test
  void isWhatRfc2069SaysWithoutQop() {
    // RFC 2069 section 2.4 with the response that its erratum 749 corrects it to.
    DigestInput withoutQop =
        RFC_2617
            .with(draft -> draft.password = new Secret("CircleOfLife"))
            .with(draft -> draft.qop(QualityOfProtection.NONE));

    assertThat(withoutQop.response()).isEqualTo("1949323746fe6a43ef61f9606e7febea");
  }

  @Test
  void hashesTheBodyForAuthIntOnly() {
    DigestInput auth = RFC_7616.with(draft -> draft.body = Body.of("v=0"));
    DigestInput authInt = auth.with(draft -> draft.qop(QualityOfProtection.AUTH_INT));

    assertThat(auth.response()).isEqualTo(RFC_7616.response());
    assertThat(authInt.response())
        .isNotEqualTo(auth.response())
        .isNotEqualTo(authInt.with(draft -> draft.body = Body.of("v=1")).response());
  }

  @Test
  void putsTheClientsNonceIntoTheFirstPartForASession() {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      DigestInput input =
          RFC_7616
              .with(draft -> draft.algorithm = algorithm)
              .with(draft -> draft.qop(QualityOfProtection.NONE));
      DigestInput otherNonce = input.with(draft -> draft.clientNonce = "another");

      assertThat(input.response().equals(otherNonce.response()))
          .isNotEqualTo(algorithm.isSession());
    }
  }

  @Test
  void printsNoPassword() {
    assertThat(RFC_7616.toString()).doesNotContain("Circle");
  }
}
