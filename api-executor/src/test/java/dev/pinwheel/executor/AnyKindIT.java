package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kind of target that stores a chain, whatever calls it takes. */
class AnyKindIT {

  private static final String HUGE = "{\"filler\": \"" + "x".repeat(2 << 20) + "\"}";

  /** What an answer may be in place of the platform's own. */
  private static final Map<String, MockResponse> GARBAGE =
      Map.of(
          "an HTML page",
              new MockResponse.Builder()
                  .addHeader("Content-Type", "text/html")
                  .body("<html><h1>We will be right back</h1></html>")
                  .build(),
          "truncated JSON", FakePlatform.json(200, "{\"certificateChain\": \"-----BEGIN"),
          "a wrong content type",
              new MockResponse.Builder().addHeader("Content-Type", "image/png").body("{}").build(),
          "a huge body", FakePlatform.json(200, HUGE),
          "an error inside a success", FakePlatform.json(200, "{\"error\": \"LoadFailed\"}"),
          "JSON about something else", FakePlatform.json(200, "{\"id\": 7}"));

  private FakeEstate estate;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    estate = new FakeEstate();
    run = new Run(estate.url(), Run.TIMEOUT);
  }

  @AfterEach
  void stop() {
    run.close();
    estate.close();
  }

  @ParameterizedTest
  @EnumSource
  void isAppliedOnceAndReadBack(KindFixture kind) throws Exception {
    kind.create(estate);

    Run.Ended ended = run.handle(kind.validated().build());

    ApiApplied applied = ended.applied();
    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(applied.getAttempts()).isOne();
    assertThat(applied.getPrimaryPin()).isEqualTo(Certificates.NEXT.pin().base64());
    assertThat(applied.getFallbackPin()).isEqualTo(Certificates.OLD.pin().base64());
    assertThat(applied.getActivePins()).containsExactly(Certificates.NEXT.pin().base64());
    assertThat(estate.changes()).isOne();
    CertificateChain held = CertificateChain.parse(kind.chainOf(estate.resource(kind.path())));
    assertThat(held.isSameAs(Certificates.NEXT.chain())).isTrue();
    assertThat(ended.observed().orElseThrow().getPresented())
        .isEqualTo(Certificates.NEXT.chain().pins());
  }

  @ParameterizedTest
  @EnumSource
  void isNotWrittenWhereItIsThereAlready(KindFixture kind) throws Exception {
    kind.create(estate);
    run.handle(kind.validated().build()).applied();

    ApiApplied again = run.handle(kind.validated().build()).applied();

    assertThat(again.getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(again.getAttempts()).isZero();
    assertThat(estate.count(kind.write())).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedWithBackupPins(KindFixture kind) throws Exception {
    kind.create(estate);
    ChainValidated event =
        kind.validated().setBackupPins(List.of(Certificates.BACKUP_1.base64())).build();

    fails(event, FailureCode.BACKUP_PINS_UNSUPPORTED);

    assertThat(estate.count(kind.write())).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void isNotFoundWhereThePlatformHasNone(KindFixture kind) throws Exception {
    fails(kind.validated().build(), FailureCode.TARGET_NOT_FOUND);
  }

  @ParameterizedTest
  @EnumSource
  void failsWhereTheWriteIsForgotten(KindFixture kind) throws Exception {
    kind.create(estate);
    estate.instead(kind.write(), FakePlatform.json(200, "{}"));

    fails(kind.validated().build(), FailureCode.READ_BACK_MISMATCH);

    assertThat(estate.changes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void isWrittenAgainOnlyAfterALookWhereTheOutcomeIsUnknown(KindFixture kind) throws Exception {
    kind.create(estate);
    estate.instead(kind.write(), true, () -> FakePlatform.json(504, "{}"));

    assertThat(run.handle(kind.validated().build()).applied().getOutcome())
        .isEqualTo(ApplyOutcome.ALREADY_APPLIED);

    assertThat(estate.count(kind.write())).isOne();
    assertThat(estate.changes()).isOne();
  }

  static Stream<Arguments> everyKindAndGarbage() {
    return Stream.of(KindFixture.values())
        .flatMap(kind -> GARBAGE.keySet().stream().map(name -> Arguments.of(kind, name)));
  }

  @ParameterizedTest
  @MethodSource("everyKindAndGarbage")
  void isAppliedAfterGarbageAtEveryCall(KindFixture kind, String garbage) throws Exception {
    kind.create(estate);
    for (String call : callsOf(kind).stream().distinct().toList()) {
      if (!call.contains("/oauth/")) {
        // A write's own answer proves nothing, so that what is in it does not matter.
        estate.instead(call, call.equals(kind.write()), () -> GARBAGE.get(garbage));
      }
    }

    run.handle(kind.validated().build()).applied();

    assertThat(estate.changes()).isOne();
  }

  @ParameterizedTest
  @MethodSource("everyKindAndGarbage")
  void failsByNameAfterNothingButGarbage(KindFixture kind, String garbage) throws Exception {
    kind.create(estate);
    for (int i = 0; i < 100; i++) {
      estate.instead(kind.read(), GARBAGE.get(garbage));
    }

    fails(kind.validated().build(), FailureCode.PLATFORM_RESPONSE_INVALID);
  }

  static Stream<Arguments> everyKindBeforeAndAfter() {
    return Stream.of(KindFixture.values())
        .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
  }

  /** The process ends at each of the calls that the rotation takes, and another one goes on. */
  @ParameterizedTest
  @MethodSource("everyKindBeforeAndAfter")
  void isChangedOnceWhereverItCrashes(KindFixture kind, boolean processed) throws Exception {
    int calls = callsOf(kind).size();
    assertThat(calls).isGreaterThanOrEqualTo(4);
    for (int at = 1; at <= calls; at++) {
      try (FakeEstate platform = new FakeEstate();
          Run process = new Run(platform.url(), Run.TIMEOUT)) {
        kind.create(platform);
        process.crash(platform, at, processed, kind.validated().build());
        process.restart();

        process.handle(kind.validated().build()).applied();

        assertThat(platform.changes()).as("crash at call %d", at).isOne();
      }
    }
  }

  /** The calls of an undisturbed rotation. */
  private static List<String> callsOf(KindFixture kind) throws Exception {
    try (FakeEstate platform = new FakeEstate();
        Run process = new Run(platform.url(), Run.TIMEOUT)) {
      kind.create(platform);
      process.handle(kind.validated().build()).applied();
      return new ArrayList<>(platform.calls());
    }
  }

  private void fails(ChainValidated event, FailureCode code) throws Exception {
    assertThat(run.handle(event).failed().getCode()).isEqualTo(code.name());
  }
}
