package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.target.peer.PeerProgram;
import dev.pinwheel.executor.target.peer.TlsPeer;
import dev.pinwheel.executor.target.peer.TlsPeers;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import dev.pinwheel.testing.pki.TestCa;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against servers that are not ours, from Debian's packages; {@code docs/compatibility.md} has the
 * table of what they answer. Those that are not installed are skipped.
 */
class TlsServersIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Made when the test begins: servers judge by the real clock. */
  private static TestCa ca;

  private static Map<Client, HeldCertificate> held;
  private static TlsPeers peers;

  /** What is wrong with a client's certificate. */
  enum Client {
    GOOD,
    INCOMPLETE,
    WRONG_PURPOSE,
    EXPIRED,
    UNKNOWN_CA,
    /** The servers take no signature of Ed25519, so that a client with such a key sends nothing. */
    NONE
  }

  @BeforeAll
  static void start() throws Exception {
    Instant now = Instant.now();
    ca = TestCa.create(now, new SecureRandom());
    HeldCertificate good = ca.client("crm").build();
    held =
        Map.of(
            Client.GOOD,
            good,
            Client.INCOMPLETE,
            good,
            Client.WRONG_PURPOSE,
            ca.server("crm.example.com").build(),
            Client.EXPIRED,
            ca.client("crm")
                .validity(now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(1)))
                .build(),
            Client.UNKNOWN_CA,
            TestCa.create(now, new SecureRandom()).client("crm").build(),
            Client.NONE,
            ca.client("crm").keyKind(KeyKind.ED25519).build());
    peers = TlsPeers.start(ca.server("localhost").keyKind(KeyKind.RSA_2048).build(), ca.root());
  }

  @AfterAll
  static void stop() {
    peers.close();
  }

  static Stream<Arguments> demands() {
    return Stream.of(PeerProgram.values())
        .flatMap(
            program ->
                Stream.of("TLSv1.2", "TLSv1.3")
                    .flatMap(
                        version ->
                            Stream.of(Client.values())
                                .map(client -> Arguments.of(program, version, client))));
  }

  @ParameterizedTest
  @MethodSource("demands")
  void everyServersJudgementIsTold(PeerProgram program, String version, Client client)
      throws Exception {
    Handshake seen = shake(program, version, "/", client);

    Optional<String> refusal = refusal(program, version, client);
    if (refusal.isEmpty()) {
      assertThat(seen).isInstanceOf(Handshake.Accepted.class);
      assertThat(seen.toString()).contains(version + ", 200 to GET /");
    } else {
      assertThat(seen).isInstanceOf(Handshake.Refused.class);
      assertThat(seen.toString()).contains(refusal.get());
    }
    assertThat(seen.toString().contains("nothing was sent")).isEqualTo(client == Client.NONE);
    assertThat(seen.toString()).contains("no server name was sent: the host has no dot");
  }

  /** What each server says; empty where it takes the certificate. */
  private static Optional<String> refusal(PeerProgram program, String version, Client client) {
    if (client == Client.GOOD) {
      return Optional.empty();
    }
    return switch (program) {
      case NGINX ->
          Optional.of(
              client == Client.NONE
                  ? "400 No required SSL certificate was sent"
                  : "400 The SSL certificate error");
      case APACHE, HAPROXY, STUNNEL, LIGHTTPD -> Optional.of(alertOfOpenSsl(version, client));
      // GnuTLS looks at no purpose, and has one alert for everything that it does not like.
      case GNUTLS ->
          switch (client) {
            case WRONG_PURPOSE -> Optional.empty();
            case NONE -> Optional.of("closed the connection, without an alert");
            default -> Optional.of("access_denied");
          };
    };
  }

  private static String alertOfOpenSsl(String version, Client client) {
    return switch (client) {
      case WRONG_PURPOSE -> "unsupported_certificate (the server's alert)";
      case EXPIRED -> "certificate_expired (the server's alert)";
      case NONE -> version.equals("TLSv1.3") ? "certificate_required" : "handshake_failure";
      default -> "unknown_ca (the server's alert)";
    };
  }

  /** The alert lies behind a write of ours that fails in most runs, if not in each. */
  @ParameterizedTest
  @ValueSource(strings = {"APACHE", "HAPROXY", "STUNNEL"})
  void noAlertOfTls12IsLostBehindAFailedWrite(PeerProgram program) throws Exception {
    for (int run = 0; run < 20; run++) {
      assertThat(shake(program, "TLSv1.2", "/", Client.EXPIRED).toString())
          .contains("certificate_expired");
    }
  }

  @Test
  void namesTheAuthoritiesThatAServerAsksForWhereTheyIssuedNothingOfOurs() throws Exception {
    assertThat(shake(PeerProgram.APACHE, "TLSv1.3", "/", Client.INCOMPLETE).toString())
        .contains("asks for certificates of CN=Pinwheel Test Root,O=Pinwheel, which issued none");
    assertThat(shake(PeerProgram.STUNNEL, "TLSv1.3", "/", Client.GOOD).toString())
        .doesNotContain("asks for certificates");
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200, Accepted",
    "/post, 405, Unclear",
    "/broken, 500, Unclear",
    "/moved, which leads to https://localhost, Unclear",
    "/silent, 'without an alert or an answer, after it had asked', Refused"
  })
  void whatNginxAnswersToAGoodCertificateIsNotCalledMoreThanItIs(
      String path, String said, String kind) throws Exception {
    Handshake seen = shake(PeerProgram.NGINX, "TLSv1.2", path, Client.GOOD);

    assertThat(seen.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(seen.toString()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({"GOOD, Accepted", "EXPIRED, Refused", "NONE, Refused"})
  void whereACertificateIsOptionalNobodyIsNotTakenForUs(Client client, String kind)
      throws Exception {
    assertThat(shake(PeerProgram.NGINX, "optional", "/", client).getClass().getSimpleName())
        .isEqualTo(kind);
  }

  @Test
  void aServerThatAsksForNoneAndOneWithoutTlsHaveTheirOwnNames() throws Exception {
    assertThat(shake(PeerProgram.NGINX, "none", "/", Client.GOOD))
        .isInstanceOf(Handshake.NotAsked.class);
    assertThat(shake(PeerProgram.NGINX, "plain", "/", Client.GOOD))
        .isInstanceOfSatisfying(
            Handshake.NoTls.class,
            no -> assertThat(no.reason()).contains("plain HTTP", "HTTP/1.1 400 Bad Request"));
  }

  @ParameterizedTest
  @CsvSource({
    "/, Refused, 403",
    "/busy, Unreachable, 503",
    "/method, Unclear, 405",
    "/moved, Unclear, which leads to /login"
  })
  void whatHaproxysRulesSayOfABadCertificateIsNeverAcceptance(String path, String kind, String said)
      throws Exception {
    Handshake seen = shake(PeerProgram.HAPROXY, "rules", path, Client.EXPIRED);

    assertThat(seen.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(seen.toString()).contains(said);
    assertThat(shake(PeerProgram.HAPROXY, "rules", path, Client.GOOD))
        .isInstanceOf(Handshake.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({"GOOD, Accepted, 200", "EXPIRED, Refused, certificate_expired", "NONE, Refused, ''"})
  void apacheAsksBelowAPathByANewHandshakeOfTls12(Client client, String kind, String said)
      throws Exception {
    Handshake seen = shake(PeerProgram.APACHE, "below12", "/index.html", client);

    assertThat(seen.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(seen.toString()).contains(said);
  }

  @Test
  void apacheAsksBelowAPathTooLateForJavaInTls13() throws Exception {
    assertThat(shake(PeerProgram.APACHE, "below13", "/index.html", Client.GOOD))
        .isInstanceOfSatisfying(
            Handshake.AsksTooLate.class,
            late -> assertThat(late.reason()).contains("403", "Post-Handshake Authentication"));
  }

  private static Handshake shake(PeerProgram program, String manner, String path, Client client)
      throws Exception {
    HeldCertificate own = held.get(client);
    String sent = client == Client.INCOMPLETE ? own.pem() : own.chainPem();
    return new TlsHandshakeProbe(LIMIT, TrustedRoots.of(List.of(ca.root().certificate())))
        .shake(peer(program).url(manner, path), CertificateChain.parse(sent), own.privateKey());
  }

  private static TlsPeer peer(PeerProgram program) {
    Optional<TlsPeer> peer = peers.find(program);
    assumeTrue(
        peer.isPresent(), "skipped: not installed (Debian: " + program.debianPackage() + ")");
    return peer.orElseThrow();
  }
}
