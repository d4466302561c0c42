package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_ENDS_SOON;
import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_EXPIRED;
import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_NOT_YET;
import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_TOO_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValidityRuleTest {

  private static final Instant FIRST = NOW.minus(Duration.ofDays(10));
  private static final Instant LAST = NOW.plus(Duration.ofDays(10));
  private static final HeldCertificate LEAF = CA.client("leaf").validity(FIRST, LAST).build();

  @Test
  void acceptsTheLastSecondAndRefusesTheNext() {
    assertThat(chain(LEAF).at(LAST).codes()).isEmpty();
    assertThat(chain(LEAF).at(LAST.plusSeconds(1).minusNanos(1)).codes()).isEmpty();
    assertThat(chain(LEAF).at(LAST.plusSeconds(1)).codes()).containsExactly(VALIDITY_EXPIRED);
  }

  @Test
  void acceptsTheFirstSecondAndRefusesTheOneBefore() {
    assertThat(chain(LEAF).at(FIRST).codes()).isEmpty();
    assertThat(chain(LEAF).at(FIRST.minusNanos(1)).codes()).containsExactly(VALIDITY_NOT_YET);
    assertThat(chain(LEAF).at(FIRST.minusSeconds(1)).codes()).containsExactly(VALIDITY_NOT_YET);
  }

  @Test
  void saysWhatWasMeasuredAndWhatIsRequired() {
    Violation violation = chain(LEAF).at(LAST.plusSeconds(1)).violations().getFirst();

    assertThat(violation.location()).isEqualTo(new Location.AtCertificate(0, "CN=leaf"));
    assertThat(violation.measured()).contains("checked at 2026-03-11T12:00:01Z");
    assertThat(violation.required()).contains("until 2026-03-11T12:00:00Z");
    assertThat(violation.citation()).isEqualTo("RFC 5280 section 6.1.3 (a)(2)");
  }

  @Test
  void refusesAnExpiredIntermediate() {
    HeldCertificate old = CA.authority("CN=Old").issuedBy(CA.root()).validity(FIRST, NOW).build();
    HeldCertificate leaf = CA.clientOf(old, "x").build();

    assertThat(chain(leaf).anyIssuer().at(NOW).codes()).isEmpty();
    assertThat(chain(leaf).anyIssuer().at(NOW.plusSeconds(1)).violations())
        .extracting(Violation::code, Violation::location)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                VALIDITY_EXPIRED, new Location.AtCertificate(1, "CN=Old")));
  }

  @Test
  void refusesAnExpiredAnchor() {
    HeldCertificate root = CA.authority("CN=Old Root").validity(FIRST, NOW).build();
    HeldCertificate leaf = CA.clientOf(root, "x").build();

    assertThat(chain(leaf).anyIssuer().trusting(root).at(NOW).codes()).isEmpty();
    assertThat(chain(leaf).anyIssuer().trusting(root).at(NOW.plusSeconds(1)).codes())
        .containsExactly(VALIDITY_EXPIRED);
  }

  @Test
  void refusesAnIntermediateThatIsNotValidYet() {
    HeldCertificate soon =
        CA.authority("CN=Soon").issuedBy(CA.root()).validity(NOW.plusSeconds(1), LAST).build();
    HeldCertificate leaf = CA.clientOf(soon, "x").build();

    assertThat(chain(leaf).anyIssuer().codes()).containsExactly(VALIDITY_NOT_YET);
    assertThat(chain(leaf).anyIssuer().at(NOW.plusSeconds(1)).codes()).isEmpty();
  }

  @Test
  void everyExpiredCertificateIsAViolationOfItsOwn() {
    HeldCertificate root = CA.authority("CN=R").validity(FIRST, NOW).build();
    HeldCertificate middle = CA.authority("CN=M").issuedBy(root).validity(FIRST, NOW).build();
    HeldCertificate leaf = CA.clientOf(middle, "x").validity(FIRST, NOW).build();

    assertThat(chain(leaf).anyIssuer().trusting(root).at(NOW.plusSeconds(1)).violations())
        .extracting(Violation::location)
        .containsExactly(
            new Location.AtCertificate(0, "CN=x"),
            new Location.AtCertificate(1, "CN=M"),
            new Location.AtCertificate(2, "CN=R"));
  }

  @Test
  void aCertificateThatEndsBeforeItBeginsIsNeverValid() {
    HeldCertificate leaf = CA.client("x").validity(/* first= */ LAST, /* last= */ FIRST).build();

    assertThat(chain(leaf).codes()).containsExactly(VALIDITY_EXPIRED, VALIDITY_NOT_YET);
  }

  @Test
  void countsBothEndsIntoALifetime() {
    HeldCertificate thirty =
        CA.client("x").validity(NOW, NOW.plus(Duration.ofDays(30)).minusSeconds(1)).build();
    HeldCertificate more = CA.client("x").validity(NOW, NOW.plus(Duration.ofDays(30))).build();

    assertThat(chain(thirty).under(policy("maxLifetimeDays: 30")).codes()).isEmpty();
    assertThat(chain(more).under(policy("maxLifetimeDays: 30")).codes())
        .containsExactly(VALIDITY_TOO_LONG);
  }

  @Test
  void asksForAsMuchRemainingTimeAsThePolicy() {
    assertThat(chain(LEAF).under(policy("minRemainingDays: 10")).codes()).isEmpty();
    assertThat(chain(LEAF).under(policy("minRemainingDays: 11")).codes())
        .containsExactly(VALIDITY_ENDS_SOON);
    assertThat(chain(LEAF).under(policy("minRemainingDays: 10")).at(NOW.plusSeconds(1)).codes())
        .containsExactly(VALIDITY_ENDS_SOON);
  }

  @Test
  void anExpiredLeafDoesNotEndSoonAsWell() {
    assertThat(chain(LEAF).under(policy("minRemainingDays: 1")).at(LAST.plusSeconds(1)).codes())
        .containsExactly(VALIDITY_EXPIRED);
  }

  @Test
  void citesTheLineOfThePolicy() {
    Violation violation = chain(LEAF).under(policy("maxLifetimeDays: 1")).violations().getFirst();

    assertThat(violation.citation()).startsWith("policy test 1, maxLifetimeDays (test.yaml:");
    assertThat(violation.measured()).contains("20 days 0 h 0 min 1 s");
    assertThat(violation.required()).contains("at most 1 days");
  }
}
