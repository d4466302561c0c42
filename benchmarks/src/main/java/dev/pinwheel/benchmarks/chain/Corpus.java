package dev.pinwheel.benchmarks.chain;

import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import dev.pinwheel.testing.pki.TestCa;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distinct chains below one root: with fewer than a few thousand, the JDK's cache of certificates
 * would be what is measured. Keys are shared between leaves, because making RSA keys takes long and
 * changes nothing for who verifies.
 *
 * @param root the trust anchor
 * @param chains leaves with their issuers, nearest first
 * @param bundles the chains as PEM, with what else the scenario sends along
 */
record Corpus(HeldCertificate root, List<HeldCertificate> chains, List<String> bundles) {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /**
   * More than the JDK's cache of certificates has room for (750), and than the engine remembers
   * signatures of CA certificates (4,096): what is new stays new when the corpus is gone through
   * again.
   */
  static final int CHAINS = 5_000;

  private static final int KEYS = 20;
  private static final int STRANGERS = 8;

  static Corpus of(Scenario scenario, KeyKind kind) {
    return new Maker(scenario, kind).make();
  }

  /** Makes one corpus. */
  private static final class Maker {

    private final Scenario scenario;
    private final TestCa ca;
    private final List<HeldCertificate> keys;
    private final String strangers;
    private final List<HeldCertificate> lookAlikes;

    Maker(Scenario scenario, KeyKind kind) {
      this.scenario = scenario;
      this.ca = TestCa.create(NOW, new SecureRandom(), kind);
      this.keys = authorities("CN=Key ", KEYS, kind);
      this.strangers = pem(authorities("CN=Stranger ", STRANGERS, kind));
      this.lookAlikes = new ArrayList<>();
      for (int number = 0; number <= STRANGERS; number++) {
        lookAlikes.add(
            ca.authority("CN=Look-alike")
                .withoutKeyIdentifiers()
                .keyOf(keys.get(number))
                .issuedBy(ca.root())
                .build());
      }
    }

    private List<HeldCertificate> authorities(String name, int count, KeyKind kind) {
      return IntStream.range(0, count)
          .mapToObj(number -> ca.authority(name + number).keyKind(kind).build())
          .toList();
    }

    Corpus make() {
      List<HeldCertificate> chains = new ArrayList<>();
      List<String> bundles = new ArrayList<>();
      for (int number = 0; number < CHAINS; number++) {
        HeldCertificate leaf = leaf(number);
        chains.add(leaf);
        bundles.add(
            switch (scenario) {
              case KNOWN_INTERMEDIATE, NEW_INTERMEDIATE, EXPIRED_LEAF -> leaf.chainPem();
              case BUNDLE_OF_TEN -> strangers + leaf.chainPem();
              case LOOK_ALIKES -> leaf.pem() + pem(lookAlikes);
            });
      }
      return new Corpus(ca.root(), chains, bundles);
    }

    private HeldCertificate leaf(int number) {
      HeldCertificate key = keys.get(number % KEYS);
      CertificateBuilder leaf =
          switch (scenario) {
            case KNOWN_INTERMEDIATE, EXPIRED_LEAF, BUNDLE_OF_TEN -> ca.client("svc-" + number);
            case NEW_INTERMEDIATE ->
                ca.clientOf(
                    ca.authority("CN=Intermediate " + number)
                        .keyOf(keys.get((number + 1) % KEYS))
                        .issuedBy(ca.root())
                        .build(),
                    "svc-" + number);
            case LOOK_ALIKES ->
                ca.clientOf(lookAlikes.get(number % lookAlikes.size()), "svc-" + number)
                    .withoutKeyIdentifiers();
          };
      if (!scenario.isValid()) {
        leaf.validity(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)));
      }
      return leaf.keyOf(key).build();
    }

    private static String pem(List<HeldCertificate> certificates) {
      return String.join("", certificates.stream().map(HeldCertificate::pem).toList());
    }
  }
}
