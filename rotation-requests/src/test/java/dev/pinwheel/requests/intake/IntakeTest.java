package dev.pinwheel.requests.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private static final UUID RANDOM = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID CHOSEN = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

  private final Intake intake = new Intake(Set.of(TargetKind.OAUTH_CLIENT));

  @Test
  void makesTheEventOfARequest() {
    ObjectNode request =
        Requests.valid()
            .put("previousCertificate", Requests.replaced().pem())
            .put("rotationId", CHOSEN.toString())
            .put("webhookEndpoint", "pki")
            .put("reason", "renewal");
    request.putArray("backupPins").add(Requests.pin(1));

    RotationRequested event = accepted(request, Optional.empty()).events().getFirst();

    assertThat(event.getRotationId()).isEqualTo(CHOSEN);
    assertThat(event.getEventId())
        .isEqualTo(EventIds.of(event.getTarget(), CHOSEN, "rotation-requested"));
    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
    assertThat(event.getCausationId()).isNull();
    assertThat(event.getRequestedBy()).isEqualTo("ci");
    assertThat(event.getServiceId()).isEqualTo("billing-sync");
    assertThat(event.getTarget().getKind()).isEqualTo(TargetKind.OAUTH_CLIENT);
    assertThat(event.getTarget().getRegion()).isEqualTo("eu-west-2");
    assertThat(event.getTarget().getId()).isEqualTo("a1b2");
    assertThat(event.getTarget().getEdgeId()).isNull();
    assertThat(event.getCertificateChain()).isEqualTo(Requests.leaf().chainPem());
    assertThat(event.getPreviousCertificate()).isEqualTo(Requests.replaced().pem());
    assertThat(event.getBackupPins()).containsExactly(Requests.pin(1));
    assertThat(event.getWebhookEndpoint()).isEqualTo("pki");
    assertThat(event.getReason()).isEqualTo("renewal");
  }

  @Test
  void notesWhatIsKnownOfTheChain() {
    String leafTwice = Requests.leaf().pem() + Requests.leaf().chainPem();
    JsonNode two =
        Requests.array(Requests.valid(), Requests.valid().put("certificateChain", leafTwice));

    assertThat(accepted(two, Optional.empty()).notes())
        .extracting(notes -> notes.stream().map(Note::kind).toList())
        .containsExactly(List.of(), List.of(Note.Kind.DUPLICATE_DROPPED));
  }

  @Test
  void takesDefaultsForWhatIsOptional() {
    RotationRequested event = accepted(Requests.valid(), Optional.empty()).events().getFirst();

    assertThat(event.getRotationId()).isEqualTo(RANDOM);
    assertThat(event.getPreviousCertificate()).isNull();
    assertThat(event.getBackupPins()).isEmpty();
    assertThat(event.getWebhookEndpoint()).isEqualTo("default");
    assertThat(event.getReason()).isNull();
  }

  @Test
  void aRepeatWithTheSameKeyHasTheSameIds() {
    JsonNode two = Requests.array(Requests.valid(), Requests.valid());

    List<UUID> first = ids(accepted(two, Optional.of("k")));

    assertThat(ids(accepted(two, Optional.of("k")))).isEqualTo(first);
    assertThat(first).doesNotHaveDuplicates().doesNotContain(RANDOM);
    assertThat(ids(accepted(Requests.valid(), Optional.of("k")))).containsExactly(first.getFirst());
    assertThat(ids(accepted(two, Optional.of("l")))).doesNotContainAnyElementsOf(first);
  }

  @Test
  void anIdInTheBodyWinsOverTheKey() {
    ObjectNode request = Requests.valid().put("rotationId", CHOSEN.toString());

    assertThat(ids(accepted(request, Optional.of("k")))).containsExactly(CHOSEN);
  }

  @Test
  void answersAnArrayByAnArray() {
    assertThat(accepted(Requests.array(Requests.valid()), Optional.empty()).many()).isTrue();
    assertThat(accepted(Requests.valid(), Optional.empty()).many()).isFalse();
  }

  @Test
  void doesNothingOfAnArrayWithOneFault() {
    ObjectNode faulty = Requests.valid();
    faulty.remove("serviceId");

    assertThat(faults(Requests.array(Requests.valid(), faulty)))
        .containsExactly(new Fault("/1/serviceId", FaultCode.MISSING_FIELD, "required"));
  }

  @Test
  void reportsAnIdThatIsTwiceInAnArray() {
    ObjectNode request = Requests.valid().put("rotationId", CHOSEN.toString());

    assertThat(faults(Requests.array(request, request)))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/1/rotationId", FaultCode.DUPLICATE_ROTATION_ID));
  }

  @Test
  void refusesABodyWithoutRotations() {
    assertThat(faults(Requests.array()))
        .extracting(Fault::code)
        .containsExactly(FaultCode.NO_ROTATIONS);
  }

  @Test
  void refusesRootsThatAreNoObjects() {
    assertThat(faults("7")).extracting(Fault::code).containsExactly(FaultCode.WRONG_TYPE);
    assertThat(faults("[7]")).extracting(Fault::pointer).containsExactly("/0");
  }

  @Test
  void reportsAFaultyKeyBesideTheFaultsOfTheBody() {
    Intake.Decision decision =
        intake.decide(
            "{".getBytes(StandardCharsets.UTF_8),
            "ci",
            Optional.of("a\nb"),
            Requests.NOW,
            () -> RANDOM);

    assertThat(((Intake.Refused) decision).faults())
        .extracting(Fault::code)
        .containsExactly(FaultCode.INVALID_IDEMPOTENCY_KEY, FaultCode.NOT_JSON);
  }

  private Intake.Accepted accepted(JsonNode body, Optional<String> key) {
    Intake.Decision decision =
        intake.decide(Requests.bytes(body), "ci", key, Requests.NOW, () -> RANDOM);
    assertThat(decision).isInstanceOf(Intake.Accepted.class);
    return (Intake.Accepted) decision;
  }

  private List<Fault> faults(Object body) {
    Intake.Decision decision =
        intake.decide(
            body.toString().getBytes(StandardCharsets.UTF_8),
            "ci",
            Optional.empty(),
            Requests.NOW,
            () -> RANDOM);
    assertThat(decision).isInstanceOf(Intake.Refused.class);
    return ((Intake.Refused) decision).faults();
  }

  private static List<UUID> ids(Intake.Accepted accepted) {
    return accepted.events().stream().map(RotationRequested::getRotationId).toList();
  }
}
