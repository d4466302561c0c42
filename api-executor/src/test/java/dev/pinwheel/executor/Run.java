package dev.pinwheel.executor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.executor.platform.Organization;
import dev.pinwheel.executor.platform.TokenSource;
import dev.pinwheel.executor.rotation.GateLimits;
import dev.pinwheel.executor.rotation.RetryLimits;
import dev.pinwheel.executor.rotation.RetryPolicy;
import dev.pinwheel.executor.target.ClientKeys;
import dev.pinwheel.executor.traffic.TrafficRules;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.testing.time.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.X509TrustManager;
import org.apache.avro.specific.SpecificRecord;

/**
 * A stage on a fake platform, handled as the engine does it: a wait moves the clock, and the same
 * event is handled again.
 */
final class Run implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MOST_HANDLINGS = 500;

  final MovableClock clock = new MovableClock(Certificates.NOW);
  final List<Outcome.RetryAfter> waits = new ArrayList<>();
  private final URI url;
  private ApiExecutorStage stage;

  Run(FakePlatform platform) {
    this(platform, TIMEOUT);
  }

  Run(FakePlatform platform, Duration timeout) {
    this(platform.url(), timeout);
  }

  Run(URI url, Duration timeout) {
    this.url = url;
    stage = stage(config(url, timeout));
  }

  /** Jitter is always the least, so that a wait is half of the back-off or what is asked. */
  ApiExecutorStage stage(ApiExecutorConfig config) {
    return new ApiExecutorStage(
        config, new Environment(clock, () -> 0L, new SimpleMeterRegistry()));
  }

  static ApiExecutorConfig config(URI url, Duration timeout) {
    return config(List.of(organization("main", Optional.of("org-1"), Optional.of(url))), timeout);
  }

  static ApiExecutorConfig config(List<Organization> organizations, Duration timeout) {
    return config(organizations, timeout, targets(ClientKeys.none(), TrustedRoots.ofTheJdk()));
  }

  static TargetSettings targets(ClientKeys keys, X509TrustManager trust) {
    return new TargetSettings(
        new GateLimits(Duration.ofSeconds(30), Duration.ofSeconds(1)),
        keys,
        trust,
        SipSettings.none());
  }

  /** What is configured from now on. */
  void reconfigure(TargetSettings targets) {
    stage.close();
    stage =
        stage(
            config(
                List.of(organization("main", Optional.of("org-1"), Optional.of(url))),
                TIMEOUT,
                targets));
  }

  private static ApiExecutorConfig config(
      List<Organization> organizations, Duration timeout, TargetSettings targets) {
    return new ApiExecutorConfig(
        organizations,
        timeout,
        new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofHours(1)),
        new RetryLimits(Duration.ofMinutes(10), Duration.ofHours(1), 3, 3),
        OptionalInt.empty(),
        new TrafficRules.Breaking(20, Duration.ofSeconds(5), Duration.ofSeconds(30)),
        targets);
  }

  static Organization organization(String name, Optional<String> id, Optional<URI> url) {
    return new Organization(
        name,
        id,
        Set.of(),
        url,
        Optional.empty(),
        new TokenSource.Credentials(
            "executor",
            new Secret(FakePlatform.SECRET),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5)),
        Organization.Tls.OF_THE_JDK);
  }

  /** A process that begins anew and remembers nothing. */
  void restart() {
    stage.close();
    stage = stage(config(url, TIMEOUT));
  }

  Outcome handleOnce(ChainValidated event, int attempt, Instant first) throws InterruptedException {
    return handleOnce(Events.delivery(event, attempt, first));
  }

  Outcome handleOnce(Delivery<ChainValidated> delivery) throws InterruptedException {
    return stage.handle(delivery);
  }

  ApiExecutorStage stage() {
    return stage;
  }

  /** Handles an event until it ends; each wait is kept and moves the clock. */
  Ended handle(ChainValidated event) throws InterruptedException {
    Instant first = clock.instant();
    for (int attempt = 1; attempt <= MOST_HANDLINGS; attempt++) {
      switch (handleOnce(event, attempt, first)) {
        case Outcome.Publish publish -> {
          return new Ended(publish.events());
        }
        case Outcome.RetryAfter wait -> {
          waits.add(wait);
          clock.advance(wait.delay());
        }
        case Outcome.Quarantine quarantine -> throw new AssertionError(quarantine);
      }
    }
    throw new AssertionError("the rotation does not end; last waits " + waits.getLast());
  }

  Ended handle() throws InterruptedException {
    return handle(Events.validated().build());
  }

  /** The process ends in the middle of a call: before or after the platform acted on it. */
  void crash(FakeEstate platform, int at, boolean processed, ChainValidated event)
      throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    platform.insteadOfCall(
        at,
        processed,
        () -> {
          arrived.countDown();
          release.await();
          return FakePlatform.json(500, "{}");
        });
    FutureTask<Ended> task = new FutureTask<>(() -> handle(event));
    Thread thread = Thread.ofVirtual().start(task);
    assertThat(arrived.await(30, SECONDS)).isTrue();
    thread.interrupt();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> task.get(30, SECONDS))
        .withCauseInstanceOf(InterruptedException.class);
    release.countDown();
  }

  @Override
  public void close() {
    stage.close();
  }

  /** The events that ended a rotation. */
  record Ended(List<Outbound> events) {

    ApiApplied applied() {
      return only(ApiApplied.class).orElseThrow(() -> new AssertionError("failed: " + events));
    }

    RotationFailed failed() {
      return only(RotationFailed.class).orElseThrow(() -> new AssertionError("not: " + events));
    }

    Optional<PinObserved> observed() {
      return only(PinObserved.class);
    }

    private <T extends SpecificRecord> Optional<T> only(Class<T> type) {
      return events.stream()
          .map(Outbound::value)
          .filter(type::isInstance)
          .map(type::cast)
          .reduce(
              (one, other) -> {
                throw new AssertionError("two of " + type);
              });
    }
  }
}
