package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlternativeNamesRuleTest {

  private static final HeldCertificate BARE = CA.client("bare").withoutAlternativeNames().build();

  @Test
  void namesAreNeededWhereAnythingIsAskedOfThem() {
    assertThat(chain(BARE).codes()).isEmpty();
    assertThat(chain(BARE).under(policy("sanRequired: true")).codes()).containsExactly(SAN_MISSING);
    assertThat(chain(BARE).under(policy("sanPatterns: ['*.example.com']")).codes())
        .containsExactly(SAN_MISSING);
    assertThat(chain(BARE).forPeer("bare").codes()).containsExactly(SAN_MISSING);
  }

  @Test
  void theCommonNameIsNotAName() {
    HeldCertificate leaf =
        CA.client("a.example.com").withoutAlternativeNames().dnsName("b.example.com").build();

    assertThat(chain(leaf).forPeer("a.example.com").codes()).containsExactly(SAN_MISMATCH);
  }

  @Test
  void everyDnsNameMatchesAPattern() {
    ChainCase good = named("a.example.com", "b.example.com");
    ChainCase bad = named("a.example.com", "b.example.org");

    assertThat(good.under(policy("sanPatterns: ['*.example.com']")).codes()).isEmpty();
    assertThat(bad.under(policy("sanPatterns: ['*.example.com']")).codes())
        .containsExactly(SAN_MISMATCH);
    assertThat(bad.under(policy("sanPatterns: ['*.example.com', b.example.org]")).codes())
        .isEmpty();
  }

  @Test
  void saysWhichNameThePolicyDoesNotAllow() {
    Violation violation =
        named("a.example.com", "b.example.org")
            .under(policy("sanPatterns: ['*.example.com']"))
            .violations()
            .getFirst();

    assertThat(violation.message())
        .isEqualTo("the policy does not allow these names: DNS:b.example.org");
    assertThat(violation.measured()).contains("DNS:a.example.com, DNS:b.example.org");
    assertThat(violation.required()).contains("*.example.com");
    assertThat(violation.citation()).startsWith("policy test 1, sanPatterns (test.yaml:");
  }

  @Test
  void patternsWantADnsName() {
    HeldCertificate address =
        CA.client("x").withoutAlternativeNames().ipAddress("10.0.0.1").build();

    assertThat(chain(address).under(policy("sanPatterns: ['*.example.com']")).codes())
        .containsExactly(SAN_MISMATCH);
    assertThat(chain(address).under(policy("sanRequired: true")).codes()).isEmpty();
  }

  @Test
  void patternAndPeerAreTwoViolations() {
    assertThat(
            named("a.example.org")
                .under(policy("sanPatterns: ['*.example.com']"))
                .forPeer("b.example.com")
                .codes())
        .containsExactly(SAN_MISMATCH, SAN_MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "a.example.com, a.example.com",
    "A.Example.COM, a.example.com",
    "a.example.com, A.EXAMPLE.com",
    "a.example.com, a.example.com.",
    "*.example.com, a.example.com",
    "*.EXAMPLE.com, b.example.com",
    "xn--bcher-kva.example, bücher.example",
    "xn--bcher-kva.example, BÜCHER.example",
    "xn--bcher-kva.example, bücher。example",
    "XN--BCHER-KVA.example, xn--bcher-kva.EXAMPLE",
    "xn--strae-oqa.example, straße.example",
    "xn--fa-hia.example, faß.example",
    "xn--3xa.example, ς.example",
    "xn--4xa.example, σ.example",
    "*.xn--strae-oqa.example, a.straße.example",
    "a_b.xn--strae-oqa.example, a_b.straße.example",
    "r3---a.example.com, r3---a.example.com"
  })
  void matchesTheName(String presented, String host) {
    assertThat(named(presented).forPeer(host).codes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.example.com, b.example.com",
    "example.com, a.example.com",
    "*.example.com, example.com",
    "*.example.com, a.b.example.com",
    "*.com, example.com",
    "*, localhost",
    "a*.example.com, ab.example.com",
    "*a.example.com, ba.example.com",
    "a.*.com, a.example.com",
    "*.*.example.com, a.b.example.com",
    "a.example.com.evil.test, a.example.com",
    "strasse.example, straße.example",
    "xn--strae-oqa.example, strasse.example",
    "xn--4xa.example, ς.example",
    "10.0.0.1, 10.0.0.1"
  })
  void doesNotMatchTheName(String presented, String host) {
    assertThat(named(presented).forPeer(host).codes()).containsExactly(SAN_MISMATCH);
  }

  @Test
  void matchesAddressesByTheirBytes() {
    ChainCase addresses =
        chain(
            CA.client("x")
                .withoutAlternativeNames()
                .ipAddress("10.0.0.1")
                .ipAddress("2001:db8::1")
                .build());

    assertThat(addresses.forPeer("10.0.0.1").codes()).isEmpty();
    assertThat(addresses.forPeer("2001:db8:0:0:0:0:0:1").codes()).isEmpty();
    assertThat(addresses.forPeer("10.0.0.2").codes()).containsExactly(SAN_MISMATCH);
    assertThat(addresses.forPeer("2001:db8::2").codes()).containsExactly(SAN_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a..b", "*.example.com", "1.2.3", "::g", "-", ".example.com"})
  void refusesWhatIsNoHost(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PeerName.parse(text));
  }

  @Test
  void joinersCountWhereTheScriptHasThemAndNowhereElse() {
    // ශ්‍රී: without the joiner it is another label
    String joined = "\u0DC1\u0DCA\u200D\u0DBB\u0DD3.example";

    assertThat(named("xn--10cl1a0b660p.example").forPeer(joined).codes()).isEmpty();
    assertThat(named("xn--10cl1a0b.example").forPeer(joined).codes()).containsExactly(SAN_MISMATCH);
    assertThatIllegalArgumentException().isThrownBy(() -> PeerName.parse("a\u200Db.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xn--a.example", "xn--strasse-.example", "a_ü.example", "ü--.exa mple"})
  void aLabelThatIsNoneOfIdna2008IsNoHost(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PeerName.parse(text));
  }

  @Test
  void aHostIsAsLongAsAName() {
    String longest = "a.".repeat(126) + "t";

    assertThat(PeerName.parse(longest).text()).isEqualTo(longest);
    assertThat(PeerName.parse(longest + ".").text()).isEqualTo(longest + ".");
    assertThatIllegalArgumentException().isThrownBy(() -> PeerName.parse(longest + "t"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerName.parse("a.".repeat(20_000) + "t"));
  }

  private static ChainCase named(String... names) {
    CertificateBuilder leaf = CA.client("x").withoutAlternativeNames();
    for (String name : names) {
      leaf.dnsName(name);
    }
    return chain(leaf.build());
  }
}
