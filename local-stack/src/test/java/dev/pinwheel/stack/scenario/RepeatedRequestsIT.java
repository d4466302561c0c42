package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.stack.simulator.genesys.Change;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.testing.kafka.TopicReader;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Evidence.RawRecord;
import dev.pinwheel.testing.promise.Promises;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** Requests that come more than once, contradict each other, or follow each other closely. */
final class RepeatedRequestsIT {

  @Test
  void repeatsAreHandledOnceAndTheNewestOfATargetWins() throws Exception {
    // A call that waits would let a newer rotation pass, which is another story (SupersededIT).
    try (ScenarioRun run =
        ScenarioRun.start(options -> options.withSetting(API_EXECUTOR, "request.timeout", "60s"))) {
      Requests requests = run.requests();
      List<Asked> thrice = requests.plan(10);
      List<Asked> newest = new ArrayList<>();
      List<Asked> inOrder = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Target target = requests.target();
        inOrder.add(requests.plan(target));
        inOrder.add(requests.plan(target));
        newest.add(requests.plan(target));
        inOrder.add(newest.getLast());
      }

      requests.overKafka(thrice);
      requests.overKafka(thrice);
      requests.overKafka(inOrder);
      requests.overKafka(thrice);
      reuseAnId(run, thrice.getFirst());

      Evidence evidence = run.evidence();
      Promises.requireKept(evidence);
      assertThat(evidence.events(ChainValidated.class)).hasSize(40);
      assertThat(evidence.events(ApiApplied.class)).hasSize(40);
      assertThat(pinsOnThePlatform(run, newest))
          .isEqualTo(newest.stream().map(Asked::pin).toList());
      for (Asked last : newest) {
        assertThat(changes(run, last))
            .isEqualTo(
                inOrder.stream()
                    .filter(asked -> asked.target().equals(last.target()))
                    .map(Asked::pin)
                    .toList());
      }
    }
  }

  /** The same rotationId for another certificate: whoever asks that has made a mistake. */
  private static void reuseAnId(ScenarioRun run, Asked first) throws InterruptedException {
    String other = run.pki().good(first.client()).chainPem();
    Asked reused = run.requests().plan(first.target(), other, first.rotationId());
    RecordMetadata at = run.requests().overKafka(List.of(reused)).getFirst();
    ScenarioRun.eventually().until(() -> !run.follower().quarantined().isEmpty());
    RawRecord refused = run.follower().quarantined().getFirst();
    assertThat(refused.topic()).isEqualTo(at.topic());
    assertThat(refused.partition()).isEqualTo(at.partition());
    assertThat(refused.offset()).isEqualTo(at.offset());
    assertThat(codes(run)).containsExactly("ROTATION_ID_REUSED");
  }

  private static List<String> codes(ScenarioRun run) {
    return TopicReader.readAll(
            run.stack().backbone().kafka().bootstrapServers(), List.of(Topics.QUARANTINE.name()))
        .stream()
        .map(RepeatedRequestsIT::code)
        .toList();
  }

  private static String code(ConsumerRecord<byte[], byte[]> record) {
    return new String(
        record.headers().lastHeader("pinwheel-quarantine-code").value(), StandardCharsets.UTF_8);
  }

  private static List<String> pinsOnThePlatform(ScenarioRun run, List<Asked> rotations) {
    return rotations.stream()
        .map(asked -> run.platform().client(asked.client()).flatMap(OAuthClient::primaryPin))
        .map(pin -> pin.orElse("none"))
        .toList();
  }

  private static List<String> changes(ScenarioRun run, Asked rotation) {
    return run.platform().changes().stream()
        .filter(change -> change.targetId().equals(rotation.client()))
        .map(Change::newPins)
        .map(List::getFirst)
        .toList();
  }
}
