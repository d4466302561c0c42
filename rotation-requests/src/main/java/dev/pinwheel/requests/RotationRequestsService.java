package dev.pinwheel.requests;

import dev.pinwheel.requests.http.HttpIntake;
import dev.pinwheel.requests.http.RotationSubmissions;
import dev.pinwheel.requests.intake.Intake;
import dev.pinwheel.requests.kafka.RotationPublisher;
import dev.pinwheel.requests.kafka.TimelineConsumer;
import dev.pinwheel.requests.kafka.TimelineReader;
import dev.pinwheel.requests.timeline.Timelines;
import dev.pinwheel.requests.waiting.ExecutorWaits;
import dev.pinwheel.runtime.kafka.ClusterNeeds;
import dev.pinwheel.runtime.kafka.NeedsCheck;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.runtime.service.StartGate;
import dev.pinwheel.schemas.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.net.URI;

/** The intake: HTTP in, events out, and the timelines that it tells of. */
public final class RotationRequestsService implements Service {

  private final Timelines timelines;
  private final RotationPublisher publisher;
  private final TimelineReader reader;
  private final ExecutorWaits waits;
  private final HttpIntake http;
  private final StartGate gate;

  private volatile boolean listening;

  /** An intake that does not work yet. */
  RotationRequestsService(RotationRequestsConfig config, Environment environment) {
    timelines = new Timelines(config.mostRotations());
    Gauge.builder("pinwheel.timeline.rotations", timelines, Timelines::size)
        .description("Rotations whose timelines are in memory")
        .register(environment.meters());
    FunctionCounter.builder("pinwheel.timeline.evicted", timelines, Timelines::evicted)
        .description("Rotations whose timelines made room for newer ones")
        .register(environment.meters());
    publisher = new RotationPublisher(config.kafka(), config.publishTimeout());
    reader = TimelineConsumer.reader(config.kafka(), timelines, environment.meters());
    gate =
        new StartGate(
            Topics.ROTATION_REQUESTS,
            new NeedsCheck(ClusterNeeds.of(Topics.ROTATION_REQUESTS, config.kafka())),
            this::begin);
    waits = new ExecutorWaits(config.executors(), config.executorTimeout());
    http =
        new HttpIntake(
            config.host(),
            config.port(),
            config.tokens(),
            new RotationSubmissions(
                new Intake(config.targetKinds()),
                publisher,
                timelines,
                environment.clock(),
                environment.random(),
                environment.meters()),
            timelines,
            waits,
            config.mostBodyBytes(),
            config.concurrency());
  }

  @Override
  public void start() {
    http.start();
    listening = true;
    gate.start();
  }

  private void begin() {
    publisher.open();
    reader.start();
  }

  /** Base of the API, once it is started. */
  public URI uri() {
    return http.uri();
  }

  @Override
  public Health health() {
    return gate.health().orElseGet(this::readersHealth);
  }

  private Health readersHealth() {
    return switch (reader.progress()) {
      case CATCHING_UP -> new Health(true, false, catchingUp());
      case FOLLOWING ->
          new Health(true, listening, listening ? "listening at " + uri() : "not listening");
      case FAILED -> new Health(false, false, "the timelines cannot go on; the log says why");
    };
  }

  private String catchingUp() {
    return reader
        .trouble()
        .orElseGet(() -> "reading timelines, " + timelines.size() + " rotations so far");
  }

  @Override
  public void close() {
    boolean wasListening = listening;
    listening = false;
    try (publisher;
        reader;
        waits;
        gate) {
      if (wasListening) {
        http.close();
      }
    }
  }
}
