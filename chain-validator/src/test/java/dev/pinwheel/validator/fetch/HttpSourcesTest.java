package dev.pinwheel.validator.fetch;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.ChainCase.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.TestCrl;
import dev.pinwheel.chain.revocation.TestOcsp;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is fetched, from a server on the loopback interface. */
class HttpSourcesTest {

  private static final HeldCertificate ISSUER = CA.intermediate();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final MockWebServer server = new MockWebServer();
  private final BoundedHttp http = new BoundedHttp(Duration.ofSeconds(5));

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void fetchesAnIssuerInDer() throws Exception {
    answer(ISSUER.certificate().getEncoded());

    assertThat(issuersOf(leafNaming(url("/ca.cer"))))
        .singleElement()
        .satisfies(
            fetched -> {
              assertThat(fetched.certificate()).isEqualTo(parsed(ISSUER).getFirst());
              assertThat(fetched.address()).isEqualTo(url("/ca.cer"));
            });
    assertThat(server.takeRequest(1, TimeUnit.SECONDS).getHeaders().get("User-Agent"))
        .isEqualTo("pinwheel-chain-validator");
  }

  @Test
  void fetchesIssuersInPkcs7() throws Exception {
    answer(pkcs7(ISSUER, CA.root()));

    assertThat(issuersOf(leafNaming(url("/ca.p7c"))))
        .extracting(FetchedCertificate::certificate)
        .containsExactlyInAnyOrderElementsOf(parsed(ISSUER, CA.root()));
  }

  @Test
  void fetchesNothingFromAHostThatIsNotAllowed() {
    ParsedCertificate leaf = leafNaming(url("/ca.cer"));

    assertThat(new AiaIssuers(http, AllowedHosts.parse("pki.example")).issuersOf(leaf, NOW))
        .isEmpty();
    assertThat(new AiaIssuers(http, AllowedHosts.NONE).issuersOf(leaf, NOW)).isEmpty();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void followsNoRedirect() {
    server.enqueue(
        new MockResponse.Builder().code(302).addHeader("Location", url("/other")).build());

    assertThat(issuersOf(leafNaming(url("/ca.cer")))).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void takesAnAnswerOfTheLargestSizeAndNoLargerOne() throws Exception {
    answer(new byte[10]);
    assertThat(http.get(server.url("/"), 10)).hasSize(10);
    answer(new byte[11]);
    assertThatThrownBy(() -> http.get(server.url("/"), 10))
        .isInstanceOf(FetchFailedException.class)
        .hasMessageContaining("more than 10 bytes");
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotEnd() {
    server.enqueue(
        new MockResponse.Builder()
            .body(new Buffer().write(new byte[1000]))
            .throttleBody(1, 100, TimeUnit.MILLISECONDS)
            .build());
    try (BoundedHttp impatient = new BoundedHttp(Duration.ofMillis(300))) {
      assertThatThrownBy(() -> impatient.get(server.url("/"), 1000))
          .isInstanceOf(FetchFailedException.class)
          .hasMessageContaining("did not answer");
    }
  }

  @Test
  void dialsNoAddressWhereCloudsKeepTheirSecrets() throws Exception {
    for (String address : List.of("169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1")) {
      InetAddress leadsTo = InetAddress.getByName(address);
      GuardedDns dns = new GuardedDns(host -> List.of(InetAddress.getByName("10.0.0.1"), leadsTo));
      assertThatThrownBy(() -> dns.lookup("pki.example"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("pki.example leads to");
    }
    GuardedDns dns = new GuardedDns(host -> List.of(InetAddress.getByName("10.0.0.1")));
    assertThat(dns.lookup("pki.example")).hasSize(1);
  }

  @Test
  void dialsNoSuchAddressThatStandsInTheUrlItself() {
    for (String host :
        List.of("169.254.169.254", "0.0.0.0", "[::]", "[fe80::1]", "[::ffff:169.254.169.254]")) {
      assertThatThrownBy(() -> http.get(HttpUrl.get("http://" + host + "/"), 10))
          .isInstanceOf(FetchFailedException.class)
          .hasMessageContaining("where nothing is fetched from");
    }
    // a number is no address to the client, but one to the resolver
    assertThatThrownBy(() -> http.get(HttpUrl.get("http://2852039166/"), 10))
        .isInstanceOf(FetchFailedException.class)
        .hasMessageContaining("where nothing is fetched from");
  }

  @Test
  void remembersAnIssuerForAnHourAndAFailureForAMinute() throws Exception {
    AiaIssuers issuers = new AiaIssuers(http, hosts());
    ParsedCertificate leaf = leafNaming(url("/ca.cer"));
    server.enqueue(new MockResponse.Builder().code(500).build());
    assertThat(issuers.issuersOf(leaf, NOW)).isEmpty();
    assertThat(issuers.issuersOf(leaf, NOW.plus(MINUTE).minusMillis(1))).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);

    answer(ISSUER.certificate().getEncoded());
    assertThat(issuers.issuersOf(leaf, NOW.plus(MINUTE))).hasSize(1);
    assertThat(issuers.issuersOf(leaf, NOW.plus(MINUTE).plus(HOUR).minusMillis(1))).hasSize(1);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void takesNothingForAnIssuerThatIsNone() {
    answer("not a certificate".getBytes(StandardCharsets.UTF_8));
    assertThat(issuersOf(leafNaming(url("/ca.cer")))).isEmpty();
  }

  @Test
  void fetchesCrlsAgainAfterAnHourAndKeepsTheOldWhereThatFails() {
    CrlAddresses lists = new CrlAddresses(http, List.of(server.url("/a.crl")));
    answer(TestCrl.of(ISSUER).number(1).der());
    assertThat(number(lists.about(leaf(), issuer(), NOW))).isEqualTo(1);
    assertThat(number(lists.about(leaf(), issuer(), NOW.plus(HOUR).minusMillis(1)))).isEqualTo(1);
    assertThat(server.getRequestCount()).isEqualTo(1);

    server.enqueue(new MockResponse.Builder().code(503).build());
    assertThat(number(lists.about(leaf(), issuer(), NOW.plus(HOUR)))).isEqualTo(1);
    answer(TestCrl.of(ISSUER).number(2).der());
    assertThat(number(lists.about(leaf(), issuer(), NOW.plus(HOUR).plus(MINUTE)))).isEqualTo(2);
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void fetchesACrlAgainWhenItsOwnTimeIsOver() {
    CrlAddresses lists = new CrlAddresses(http, List.of(server.url("/a.crl")));
    answer(TestCrl.of(ISSUER).number(1).nextUpdate(NOW.plusSeconds(10)).der());
    answer(TestCrl.of(ISSUER).number(2).der());
    assertThat(number(lists.about(leaf(), issuer(), NOW))).isEqualTo(1);
    assertThat(number(lists.about(leaf(), issuer(), NOW.plusSeconds(9)))).isEqualTo(1);
    assertThat(number(lists.about(leaf(), issuer(), NOW.plusSeconds(10)))).isEqualTo(2);
  }

  @Test
  void asksAResponderWithANonceAndTakesItsAnswer() throws Exception {
    List<String> nonces = new ArrayList<>();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            Extension nonce =
                OCSPRequest.getInstance(request.getBody().toByteArray())
                    .getTbsRequest()
                    .getRequestExtensions()
                    .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            byte[] value = nonce.getExtnValue().getOctets();
            nonces.add(HexFormat.of().formatHex(value));
            assertThat(request.getHeaders().get("Content-Type"))
                .isEqualTo("application/ocsp-request");
            return body(
                TestOcsp.about(LEAF, ISSUER)
                    .extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce.getId(), false, value)
                    .der());
          }
        });
    OcspResponders responders = responders(server.url("/ocsp"));

    assertThat(responders.about(leaf(), issuer(), NOW).answers()).hasSize(1);
    assertThat(responders.about(leaf(), issuer(), NOW.plusSeconds(1)).answers()).hasSize(1);
    // an OCTET STRING of 32 bytes, asked once and then remembered
    assertThat(nonces).singleElement().asString().startsWith("0420").hasSize(68);
  }

  @Test
  void takesNoAnswerToAnotherQuestion() {
    String nonce = OCSPObjectIdentifiers.id_pkix_ocsp_nonce.getId();
    answer(TestOcsp.about(LEAF, ISSUER).extension(nonce, false, new byte[] {4, 1, 7}).der());
    assertThat(responders(server.url("/ocsp")).about(leaf(), issuer(), NOW).answers()).isEmpty();
  }

  @Test
  void takesAnAnswerThatWasPreparedWithoutANonce() {
    answer(TestOcsp.about(LEAF, ISSUER).der());
    assertThat(responders(server.url("/ocsp")).about(leaf(), issuer(), NOW).answers()).hasSize(1);
  }

  @Test
  void asksTheNextResponderWhereOneFails() {
    server.enqueue(new MockResponse.Builder().code(500).build());
    answer(TestOcsp.about(LEAF, ISSUER).der());
    OcspResponders responders = responders(server.url("/first"), server.url("/second"));
    assertThat(responders.about(leaf(), issuer(), NOW).answers()).hasSize(1);
  }

  private static final HeldCertificate LEAF = CA.client("leaf").build();

  private static ParsedCertificate leaf() {
    return parsed(LEAF).getFirst();
  }

  private static ParsedCertificate issuer() {
    return parsed(ISSUER).getFirst();
  }

  private static OcspResponders responders(BoundedHttp http, HttpUrl... urls) {
    return new OcspResponders(http, List.of(urls), new Random(1));
  }

  private OcspResponders responders(HttpUrl... urls) {
    return responders(http, urls);
  }

  private static int number(EvidenceSet evidence) {
    return evidence.crls().getFirst().number().orElseThrow().intValueExact();
  }

  private List<FetchedCertificate> issuersOf(ParsedCertificate certificate) {
    return new AiaIssuers(http, hosts()).issuersOf(certificate, NOW);
  }

  private AllowedHosts hosts() {
    HttpUrl url = server.url("/");
    return AllowedHosts.parse(url.host() + ":" + url.port());
  }

  private String url(String path) {
    return server.url(path).toString();
  }

  private static ParsedCertificate leafNaming(String address) {
    return parsed(
            CA.client("x")
                .extension(
                    Extension.authorityInfoAccess.getId(),
                    false,
                    new AuthorityInformationAccess(
                        AccessDescription.id_ad_caIssuers,
                        new GeneralName(GeneralName.uniformResourceIdentifier, address)))
                .build())
        .getFirst();
  }

  private void answer(byte[] bytes) {
    server.enqueue(body(bytes));
  }

  private static MockResponse body(byte[] bytes) {
    return new MockResponse.Builder().body(new Buffer().write(bytes)).build();
  }

  private static byte[] pkcs7(HeldCertificate... certificates) throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    for (HeldCertificate certificate : certificates) {
      generator.addCertificate(new JcaX509CertificateHolder(certificate.certificate()));
    }
    try {
      return generator.generate(new CMSProcessableByteArray(new byte[0])).getEncoded();
    } catch (CMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
