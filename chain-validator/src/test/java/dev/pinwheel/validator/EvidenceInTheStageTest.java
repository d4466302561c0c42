package dev.pinwheel.validator;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.revocation.TestCrl;
import dev.pinwheel.chain.revocation.TestOcsp;
import dev.pinwheel.chain.transparency.TestLog;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Violation;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage with a PKI's addresses on the loopback interface, as settings name them. */
class EvidenceInTheStageTest {

  private static final HeldCertificate ISSUER = CA.intermediate();
  private static final TestLog ONE = TestLog.of("one", "Alpha");
  private static final TestLog TWO = TestLog.of("two", "Beta");

  @TempDir private Path folder;
  private final MockWebServer server = new MockWebServer();
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void start() throws Exception {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            byte[] bytes = served.get(request.getUrl().encodedPath());
            return bytes == null
                ? new MockResponse.Builder().code(404).build()
                : new MockResponse.Builder().body(new Buffer().write(bytes)).build();
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(
        policies.resolve("strict.yaml"),
        """
        name: strict
        version: "1"
        targetKind: OAUTH_CLIENT
        allowedIssuers: [GenesysCloudArchitectureCA]
        requiredEku: [clientAuth]
        revocation: hard
        certificateTransparency: {minimumScts: 2, minimumOperators: 2}
        """);
    HttpUrl url = server.url("/");
    settings.put("policies", policies.toString());
    settings.put("anchors", write("root.pem", CA.root().pem()));
    settings.put("ct.log.list", write("logs.json", TestLog.json(ONE, TWO)));
    settings.put("aia.hosts", url.host() + ":" + url.port());
    settings.put("crl.addresses", server.url("/root.crl").toString());
    settings.put("ocsp.responders", server.url("/ocsp").toString());
    served.put("/ca.cer", ISSUER.certificate().getEncoded());
    served.put("/root.crl", TestCrl.of(CA.root()).der());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void completesTheChainAndProvesEverything() throws Exception {
    HeldCertificate leaf = TestLog.logged(leaf(), ISSUER, ONE, TWO);
    served.put("/ocsp", TestOcsp.about(leaf, ISSUER).der());

    ChainValidated validated = (ChainValidated) handle(leaf);

    assertThat(validated.getCertificateChain()).isEqualTo(leaf.pem() + ISSUER.pem());
    assertThat(validated.getDigestMatrix().getLast().getAddedFromStore()).isTrue();
  }

  @Test
  void refusesWhatTheResponderSaysIsRevoked() throws Exception {
    HeldCertificate leaf = TestLog.logged(leaf(), ISSUER, ONE, TWO);
    served.put("/ocsp", TestOcsp.about(leaf, ISSUER).revoked(CRLReason.keyCompromise).der());

    assertThat(codes(leaf)).containsExactly("CERTIFICATE_REVOKED");
  }

  @Test
  void saysEverythingThatIsMissingAtOnce() throws Exception {
    assertThat(codes(leaf().build())).containsExactly("REVOCATION_UNKNOWN", "CT_INSUFFICIENT");
  }

  @Test
  void fetchesNoIssuerFromAHostThatIsNotListed() throws Exception {
    settings.put("aia.hosts", "pki.example");

    assertThat(codes(leaf().build())).contains("CERT_CHAIN_INCOMPLETE");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void withoutAListOfLogsNothingIsKnown() throws Exception {
    settings.remove("ct.log.list");
    HeldCertificate leaf = TestLog.logged(leaf(), ISSUER, ONE, TWO);
    served.put("/ocsp", TestOcsp.about(leaf, ISSUER).der());

    assertThat(codes(leaf)).containsExactly("CT_UNKNOWN");
  }

  private CertificateBuilder leaf() {
    return CA.client("svc")
        .extension(
            Extension.authorityInfoAccess.getId(),
            false,
            new AuthorityInformationAccess(
                AccessDescription.id_ad_caIssuers,
                new GeneralName(
                    GeneralName.uniformResourceIdentifier, server.url("/ca.cer").toString())));
  }

  private List<String> codes(HeldCertificate leaf) throws InvalidSettingsException {
    return ((RotationFailed) handle(leaf))
        .getViolations().stream().map(Violation::getCode).toList();
  }

  /** The one event that follows from a request with the leaf alone. */
  private Object handle(HeldCertificate leaf) throws InvalidSettingsException {
    ChainValidatorStage stage =
        new ChainValidatorStage(
            ChainValidatorConfig.from(Settings.read(ChainValidatorConfig.KEYS, settings, Map.of())),
            new Environment(
                Clock.fixed(NOW, ZoneOffset.UTC), new Random(1), new SimpleMeterRegistry()));
    Outcome outcome =
        stage.handle(
            ChainValidatorStageTest.delivery(
                ChainValidatorStageTest.request(TargetKind.OAUTH_CLIENT, leaf.pem())));
    return ((Outcome.Publish) outcome).events().getFirst().value();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
