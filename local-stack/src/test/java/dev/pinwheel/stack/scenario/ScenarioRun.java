package dev.pinwheel.stack.scenario;

import dev.pinwheel.embedded.BrokerRelease;
import dev.pinwheel.embedded.EmbeddedCluster;
import dev.pinwheel.embedded.EmbeddedDatabase;
import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.topics.AccessRules;
import dev.pinwheel.stack.Backbone;
import dev.pinwheel.stack.Broker;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.stack.TrustedPki;
import dev.pinwheel.stack.demo.DemoPki;
import dev.pinwheel.stack.evidence.Follower;
import dev.pinwheel.stack.evidence.PlatformWitness;
import dev.pinwheel.stack.evidence.RunEvidence;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.PkiManagerSimulator;
import dev.pinwheel.stack.simulator.genesys.CallMoment;
import dev.pinwheel.testing.kafka.KafkaProxy;
import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import dev.pinwheel.testing.kafka.ProxiedKafka;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Evidence.RawRecord;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The whole pipeline with everything that can be seen of it, for one story of what goes wrong. Some
 * stages may reach the broker through a proxy, at which a fault can strike at an exact request.
 */
final class ScenarioRun implements AutoCloseable {

  static final String REGION = "eu-west-2";

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Enough not to be in the way; the published limit is 300. */
  private static final int CALLS_PER_MINUTE = 1_000_000;

  private final LocalStack stack;
  private final KafkaProxy proxy;
  private final Follower follower;
  private final PlatformWitness witness;
  private final DemoPki pki;
  private final Requests requests;
  private final List<RawRecord> garbage = new ArrayList<>();

  private ScenarioRun(LocalStack stack, KafkaProxy proxy, DemoPki pki, Clock clock) {
    this.stack = stack;
    this.proxy = proxy;
    this.pki = pki;
    this.follower = stack.follow();
    this.witness = new PlatformWitness(stack.simulators().platform(), clock, REGION);
    this.requests = new Requests(stack, pki, clock);
  }

  /**
   * Starts everything.
   *
   * @param proxied names of the stages that reach the broker through the proxy
   */
  static ScenarioRun start(UnaryOperator<StackOptions> differences, String... proxied)
      throws InterruptedException {
    return start(BrokerRelease.ofThisBuild(), differences, proxied);
  }

  /** The same with a broker of some release. */
  static ScenarioRun start(
      BrokerRelease release, UnaryOperator<StackOptions> differences, String... proxied)
      throws InterruptedException {
    return start(
        () -> {
          ProxiedKafka kafka = ProxiedKafka.start(release);
          UnaryOperator<StackOptions> all = differences;
          for (String stage : proxied) {
            UnaryOperator<StackOptions> others = all;
            all =
                options -> others.apply(options).withBroker(stage, kafka.proxiedBootstrapServers());
          }
          return new Doors(new Broker.Embedded(kafka.broker()), kafka.proxy(), all);
        });
  }

  /** The same with three brokers, which the stages reach as themselves and without the proxy. */
  static ScenarioRun startOnCluster(UnaryOperator<StackOptions> differences)
      throws InterruptedException {
    return start(
        () ->
            new Doors(
                new Broker.Cluster(EmbeddedCluster.start(AccessRules.STAGES, Map.of())),
                KafkaProxy.start(),
                differences));
  }

  /** How the stages reach the broker. */
  private record Doors(Broker broker, KafkaProxy proxy, UnaryOperator<StackOptions> differences) {}

  private static ScenarioRun start(Supplier<Doors> brokers) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    DemoPki pki = new DemoPki(clock.instant(), random);
    Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    CompletableFuture<EmbeddedRegistry> registry =
        CompletableFuture.supplyAsync(EmbeddedRegistry::start, threads);
    CompletableFuture<EmbeddedDatabase> database =
        CompletableFuture.supplyAsync(EmbeddedDatabase::start, threads);
    Doors doors = brokers.get();
    Backbone backbone = new Backbone(doors.broker(), registry.join(), database.join());
    LocalStack stack =
        LocalStack.start(
            backbone,
            doors
                .differences()
                .apply(StackOptions.usual().withRateLimitPerMinute(CALLS_PER_MINUTE)),
            new TrustedPki(pki.anchors(), pki.intermediates()),
            clock,
            random,
            step -> {});
    return new ScenarioRun(stack, doors.proxy(), pki, clock);
  }

  /** A generous wait for a condition. */
  static ConditionFactory eventually() {
    return Awaitility.await()
        // a thread of Kafka Streams ends with what a part of the backbone said that went away
        .dontCatchUncaughtExceptions()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100));
  }

  LocalStack stack() {
    return stack;
  }

  KafkaProxy proxy() {
    return proxy;
  }

  Follower follower() {
    return follower;
  }

  DemoPki pki() {
    return pki;
  }

  Requests requests() {
    return requests;
  }

  GenesysCloudSimulator platform() {
    return stack.simulators().platform();
  }

  PkiManagerSimulator pkiManager() {
    return stack.simulators().pkiManager();
  }

  /** What was written on purpose and has to be found in the quarantine. */
  List<RawRecord> garbage() {
    return garbage;
  }

  /** The one instance of a stage that runs as a process. */
  StackStage.Outside process(String stage) {
    return (StackStage.Outside) stack.stages(stage).getFirst();
  }

  /**
   * Does something once, when the platform serves a call, while the caller waits for its answer.
   */
  void atCall(Predicate<CallMoment> moment, Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    platform()
        .onCall(
            call -> {
              if (moment.test(call) && done.compareAndSet(false, true)) {
                action.run();
              }
            });
  }

  /** Kills a stage that reaches the broker through the proxy, at its next commit of outputs. */
  void killAtCommit(Moment moment, StackStage.Outside stage) {
    killAtCommit(moment, () -> stage.process().kill());
  }

  /** The same for a program that is no stage. */
  void killAtCommit(Moment moment, Runnable kill) {
    atCommit(
        moment,
        () -> {
          // cut first: the test heals as soon as it sees the process dead
          proxy.cut();
          kill.run();
        });
  }

  /** Does something once, at the next commit of outputs that comes through the proxy. */
  void atCommit(Moment moment, Runnable action) {
    // Whoever starts or only moves over markers commits, too, but has no outputs.
    proxy.at(
        KafkaProxy.PRODUCE,
        Moment.BEFORE_THE_BROKER,
        1,
        () -> proxy.at(KafkaProxy.END_TRANSACTION, moment, 1, action));
  }

  /** Waits until so many rotations were applied. */
  void awaitApplied(long rotations) {
    eventually()
        .until(
            () ->
                follower.events().stream().filter(e -> e.value() instanceof ApiApplied).count()
                    >= rotations);
  }

  /** Waits until everything that was accepted has ended, was told and is audited. */
  void awaitRest() {
    new Rest(stack, follower, requests::accepted).await(LIMIT);
  }

  /** Waits for rest and says what there is to see then. */
  Evidence evidence() {
    return evidence(LIMIT);
  }

  Evidence evidence(Duration limit) {
    new Rest(stack, follower, requests::accepted).await(limit);
    return RunEvidence.of(stack, follower, witness, requests.accepted(), garbage);
  }

  @Override
  public void close() {
    try (proxy;
        stack;
        follower;
        witness) {
      // the observers first, the proxy when the broker is gone
    }
  }
}
