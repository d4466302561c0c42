package dev.pinwheel.chain.transparency;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.finding.ViolationCode.CT_INSUFFICIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransparencyCheckTest {

  private static final TestLog FIRST = TestLog.of("first", "Alpha");
  private static final TestLog SECOND = TestLog.of("second", "Beta");
  private static final TestLog THIRD = TestLog.of("third", "Beta");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void acceptsAsManyLogsAndOperatorsAsAreAskedFor() {
    accepts(2, 2, leaf(FIRST, SECOND), FIRST, SECOND);
  }

  @Test
  void refusesOneLogTooFew() {
    refuses("1 valid SCTs", 2, 1, leaf(FIRST), FIRST, SECOND);
  }

  @Test
  void refusesOneOperatorTooFew() {
    refuses("by 1 operators", 2, 2, leaf(SECOND, THIRD), SECOND, THIRD);
    accepts(2, 1, leaf(SECOND, THIRD), SECOND, THIRD);
  }

  @Test
  void countsTwoTimestampsOfOneLogOnce() {
    refuses("1 valid SCTs", 2, 1, leaf(FIRST, FIRST.signingAt(NOW.minus(DAY))), FIRST);
  }

  @Test
  void refusesLeafWithoutTimestamps() {
    refuses("0 valid SCTs", 1, 1, CA.client("bare").build(), FIRST);
  }

  @Test
  void doesNotCountLogsThatTheListDoesNotKnow() {
    refuses("is not in the list", 2, 1, leaf(FIRST, SECOND), FIRST);
  }

  @Test
  void doesNotCountTimestampsOverAnotherCertificate() {
    HeldCertificate other = CA.client("other").build();
    byte[] foreign = FIRST.sign(other.certificate().getPublicKey().getEncoded(), CA.intermediate());
    refuses(
        "is not signed with the log's key",
        1,
        1,
        TestLog.withTimestamps(CA.client("x"), List.of(foreign)),
        FIRST);
  }

  @Test
  void doesNotCountTimestampsForAnotherIssuersKey() {
    HeldCertificate leaf = TestLog.logged(CA.client("x"), CA.root(), FIRST);
    refuses("is not signed with the log's key", 1, 1, leaf, FIRST);
  }

  @Test
  void acceptsTimestampsOfRsaLogs() {
    TestLog rsa = TestLog.of("rsa", "Alpha", "RSA", 2048);
    accepts(1, 1, leaf(rsa), rsa);
  }

  @Test
  void countsLogsAloneThatAreQualifiedUsableOrReadonly() {
    for (String state : List.of("pending", "rejected")) {
      refuses("the log is " + state, 1, 1, leaf(FIRST), FIRST.state(state, NOW.minus(DAY)));
    }
    for (String state : List.of("qualified", "usable", "readonly")) {
      accepts(1, 1, leaf(FIRST), FIRST.state(state, NOW.minus(DAY)));
    }
  }

  @Test
  void countsARetiredLogsTimestampsFromBeforeItsRetirement() {
    Instant retired = NOW.minus(DAY);
    TestLog before = FIRST.signingAt(retired.minusMillis(1));
    TestLog after = FIRST.signingAt(retired);
    TestLog known = FIRST.state("retired", retired);
    accepts(2, 2, leaf(before, SECOND), known, SECOND);
    refuses("the log is retired", 2, 2, leaf(after, SECOND), known, SECOND);
  }

  @Test
  void asksForOneLogThatIsTrustedToday() {
    Instant retired = NOW.minus(Duration.ofMinutes(1));
    refuses(
        "none of a log that is trusted today",
        2,
        2,
        leaf(FIRST, SECOND),
        FIRST.state("retired", retired),
        SECOND.state("retired", retired));
  }

  @Test
  void doesNotCountTimestampsFromTheFuture() {
    accepts(1, 1, leaf(FIRST.signingAt(NOW)), FIRST);
    refuses("is from the future", 1, 1, leaf(FIRST.signingAt(NOW.plusMillis(1))), FIRST);
  }

  @Test
  void holdsTheEndOfValidityAgainstTheLogsInterval() {
    HeldCertificate leaf = leaf(FIRST);
    Instant end = leaf.certificate().getNotAfter().toInstant();
    accepts(1, 1, leaf, FIRST.with(interval(end, end.plusSeconds(1))));
    refuses("end then", 1, 1, leaf, FIRST.with(interval(end.plusSeconds(1), end.plusSeconds(2))));
    refuses("end then", 1, 1, leaf, FIRST.with(interval(end.minusSeconds(1), end)));
  }

  @Test
  void countsALogForWhoeverRanItWhenItSigned() {
    String sold =
        "\"previous_operators\": [{\"name\": \"Beta\", \"end_time\": \"%s\"}]".formatted(NOW);
    refuses("by 1 operators", 2, 2, leaf(FIRST, SECOND), FIRST.with(sold), SECOND);
    accepts(2, 2, leaf(FIRST.signingAt(NOW), SECOND), FIRST.with(sold), SECOND);
  }

  @Test
  void refusesAMalformedListOfTimestamps() {
    refuses(
        "malformed",
        1,
        1,
        TestLog.withTimestamps(CA.client("x"), List.of(new byte[] {0, 1, 2})),
        FIRST);
  }

  @Test
  void aPolicyAsksForAtLeastOneAndForNoMoreOperatorsThanLogs() {
    assertThat(new TransparencyPolicy(1, 1).minimumScts()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new TransparencyPolicy(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new TransparencyPolicy(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new TransparencyPolicy(11, 1));
  }

  private static HeldCertificate leaf(TestLog... logs) {
    return TestLog.logged(CA.client("logged"), CA.intermediate(), logs);
  }

  private static String interval(Instant start, Instant end) {
    return "\"temporal_interval\": {\"start_inclusive\": \"%s\", \"end_exclusive\": \"%s\"}"
        .formatted(start, end);
  }

  private static void accepts(int scts, int operators, HeldCertificate leaf, TestLog... known) {
    assertThat(judged(scts, operators, leaf, known).violations()).isEmpty();
  }

  private static void refuses(
      String saying, int scts, int operators, HeldCertificate leaf, TestLog... known) {
    assertThat(judged(scts, operators, leaf, known).violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.code()).isEqualTo(CT_INSUFFICIENT);
              assertThat(violation.message()).contains(saying);
            });
  }

  private static ChainCase judged(int scts, int operators, HeldCertificate leaf, TestLog... known) {
    return ChainCase.chain(leaf)
        .logged(
            new TransparencyPolicy(scts, operators),
            Optional.of(TestLog.list(Arrays.copyOf(known, known.length))));
  }
}
