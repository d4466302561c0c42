package dev.pinwheel.stack.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.RequestsApi;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Twenty rotations over HTTP: good ones, some of which meet a 503, and expired ones. */
final class SmallDemo {

  static final String REGION = "eu-west-2";
  static final int GOOD = 16;
  static final int EXPIRED = 4;
  static final int ROTATIONS = GOOD + EXPIRED;

  /** Of the good ones, those whose first two calls the platform answers with 503. */
  private static final int UNAVAILABLE = 3;

  private final TestCa ca;
  private final Clock clock;
  private final List<Rotation> accepted = new ArrayList<>();

  SmallDemo(TestCa ca, Clock clock) {
    this.ca = ca;
    this.clock = clock;
  }

  /** Makes the OAuth clients, and asks for a rotation of each in one request. */
  void ask(LocalStack stack) throws IOException, InterruptedException {
    ArrayNode body = JsonMapper.builder().build().createArrayNode();
    List<Rotation> asked = new ArrayList<>();
    for (int number = 1; number <= ROTATIONS; number++) {
      String id = "container-client-" + number;
      create(stack.simulators().platform(), id, number <= UNAVAILABLE);
      UUID rotationId = EventIds.of("container-demo/" + id);
      body.addObject()
          .put("rotationId", rotationId.toString())
          .put("serviceId", "container-demo")
          .put("certificateChain", number <= GOOD ? good(id) : expired(id))
          .putObject("target")
          .put("kind", TargetKind.OAUTH_CLIENT.name())
          .put("region", REGION)
          .put("id", id);
      asked.add(Rotation.of(target(id), rotationId));
    }
    try (RequestsApi api =
        new RequestsApi(stack.requestsUrl(), stack.credentials().operatorToken())) {
      assertThat(api.submit(body).status()).isEqualTo(202);
    }
    accepted.addAll(asked);
  }

  /** What the intake said yes to. */
  List<Rotation> accepted() {
    return accepted;
  }

  private static void create(GenesysCloudSimulator platform, String id, boolean unavailable) {
    platform.add(OAuthClient.named(id, "Container demo " + id));
    if (unavailable) {
      platform.faults().add(FaultMatch.target(id), Fault.status(503), 2);
    }
  }

  private String good(String id) {
    return ca.client(id).build().chainPem();
  }

  private String expired(String id) {
    return ca.client(id)
        .validity(
            clock.instant().minus(Duration.ofDays(90)), clock.instant().minus(Duration.ofDays(1)))
        .build()
        .chainPem();
  }

  private static Target target(String id) {
    return Target.newBuilder().setKind(TargetKind.OAUTH_CLIENT).setRegion(REGION).setId(id).build();
  }
}
