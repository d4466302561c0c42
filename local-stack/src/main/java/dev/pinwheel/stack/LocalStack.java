package dev.pinwheel.stack;

import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.topics.SchemaRegistration;
import dev.pinwheel.schemas.topics.TopicAdmin;
import dev.pinwheel.stack.evidence.Follower;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Pinwheel whole, on loopback: a broker, a schema registry and a database as child processes, every
 * stage, and simulators for what lies outside. Closing it leaves no process and no file.
 */
public final class LocalStack implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private final Backbone backbone;
  private final Simulators simulators;
  private final StackFiles files;
  private final Credentials credentials;
  private final StackSettings settings;
  private final StackOptions options;
  private final List<StackStage> stages = new ArrayList<>();

  /** How many of each stage were ever started. */
  private final Map<String, Integer> started = new HashMap<>();

  private LocalStack(
      Backbone backbone,
      Simulators simulators,
      StackFiles files,
      Credentials credentials,
      StackSettings settings,
      StackOptions options) {
    this.backbone = backbone;
    this.simulators = simulators;
    this.files = files;
    this.credentials = credentials;
    this.settings = settings;
    this.options = options;
  }

  /**
   * Starts everything and returns once every stage is ready.
   *
   * @param pki what the chain validator trusts
   * @param progress is told, in a few words, what is up
   */
  public static LocalStack start(
      StackOptions options,
      TrustedPki pki,
      Clock clock,
      RandomGenerator random,
      Consumer<String> progress)
      throws InterruptedException {
    return start(Backbone.start(options.ports()), options, pki, clock, random, progress);
  }

  /**
   * The same around a broker, a registry and a database that run already; they are closed with it.
   */
  public static LocalStack start(
      Backbone backbone,
      StackOptions options,
      TrustedPki pki,
      Clock clock,
      RandomGenerator random,
      Consumer<String> progress)
      throws InterruptedException {
    progress.accept("Kafka, schema registry and PostgreSQL are up");
    return start(
        backbone, options.withKnownPorts(), pki, clock, random, progress, new StackFiles());
  }

  private static LocalStack start(
      Backbone backbone,
      StackOptions options,
      TrustedPki pki,
      Clock clock,
      RandomGenerator random,
      Consumer<String> progress,
      StackFiles files)
      throws InterruptedException {
    Credentials credentials = Credentials.make(random);
    Simulators simulators = Simulators.start(options, credentials, clock, random);
    LocalStack stack =
        new LocalStack(
            backbone,
            simulators,
            files,
            credentials,
            new StackSettings(options, backbone, simulators, files, credentials, pki),
            options);
    try {
      stack.applyCatalogue();
      progress.accept(Topics.all().size() + " topics and their schemas are there");
      // The intake comes last: it asks the executors what waits, at the ports that they got.
      List<String> names = new ArrayList<>(StageCatalogue.stages().keySet());
      names.remove(Topics.ROTATION_REQUESTS);
      names.forEach(stack::startStage);
      stack.startStage(Topics.ROTATION_REQUESTS);
      stack.awaitReady();
      progress.accept(stack.stages.size() + " stages are ready");
      return stack;
    } catch (RuntimeException | InterruptedException e) {
      stack.close();
      throw e;
    }
  }

  public Backbone backbone() {
    return backbone;
  }

  public Simulators simulators() {
    return simulators;
  }

  public Credentials credentials() {
    return credentials;
  }

  public List<StackStage> stages() {
    return List.copyOf(stages);
  }

  /** The stages of a name: usually one. */
  public List<StackStage> stages(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).toList();
  }

  /** Base URL of the HTTP intake. */
  public URI requestsUrl() {
    return URI.create("http://127.0.0.1:" + options.ports().requests());
  }

  /** Settings of a client of this stack's broker and registry that may do everything. */
  public Map<String, Object> kafkaClient() {
    Map<String, Object> client = new HashMap<>(backbone.broker().operator());
    client.put("schema.registry.url", backbone.registry().url());
    return client;
  }

  /** A settings file for the commands that talk to this stack's cluster and database. */
  public java.nio.file.Path clientSettings() {
    StringBuilder text = new StringBuilder();
    settings
        .kafka("operator", backbone.broker().operator())
        .forEach((key, value) -> text.append("%s=%s%n".formatted(key, value)));
    settings
        .of(Topics.AUDIT_SINK, "", 0)
        .forEach(
            (key, value) -> {
              if (key.startsWith("database.")) {
                text.append("%s=%s%n".formatted(key, value));
              }
            });
    return files.write("client.properties", text.toString());
  }

  /** A file that holds the operator's bearer token. */
  public java.nio.file.Path operatorTokenFile() {
    return files.folder().resolve("operator-token.secret");
  }

  public Follower follow() {
    return Follower.start(kafkaClient());
  }

  /** Starts one more instance of a stage. */
  public StackStage startStage(String name) {
    StageCatalogue.Entry entry = StageCatalogue.stages().get(name);
    String executors =
        stages(Topics.API_EXECUTOR).stream()
            .map(stage -> stage.admin().toString())
            .collect(Collectors.joining(","));
    int instance = started.merge(name, 1, Integer::sum) - 1;
    Map<String, String> own = settings.of(name, executors, instance);
    StackStage stage =
        options.processes().contains(name)
            ? StackStage.asProcess(entry, own, options.processMegabytes(), files)
            : StackStage.inThisProcess(entry, own);
    stages.add(stage);
    return stage;
  }

  /** Stops one instance of a stage for good. */
  public void stopStage(StackStage stage) {
    stages.remove(stage);
    stage.close();
  }

  /** Waits until every stage is ready. */
  public void awaitReady() throws InterruptedException {
    for (StackStage stage : stages) {
      long end = System.nanoTime() + READY_LIMIT.toNanos();
      while (!stage.isReady()) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(stage.name() + " is not ready after " + READY_LIMIT);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  /** Ends the stages, the first of the pipeline first, then what they stand on. */
  @Override
  public void close() {
    try (files;
        backbone;
        simulators) {
      stages.parallelStream().forEach(StackStage::close);
    }
  }

  private void applyCatalogue() throws InterruptedException {
    try (Admin admin = Admin.create(kafkaClient())) {
      new TopicAdmin(admin).apply(Topics.all());
      if (backbone.broker() instanceof Broker.Cluster) {
        new StageRights(admin).grant();
      }
    }
    SchemaRegistration.apply(kafkaClient(), Topics.all());
  }
}
