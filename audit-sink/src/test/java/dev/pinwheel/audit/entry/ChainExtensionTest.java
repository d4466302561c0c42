package dev.pinwheel.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainExtensionTest {

  private static final AuditContent FIRST = SampleEntries.content(1);
  private static final AuditContent OTHER = SampleEntries.content(1, "{\"number\":-1}");

  @Test
  void theSameContentIsOneEntryWhereverItLies() {
    ChainExtension extension = extend(Map.of(), FIRST, elsewhere(FIRST, FIRST.payloadSha256()));

    assertThat(extension.entries()).hasSize(1);
    assertThat(extension.duplicates()).isEqualTo(1);
    assertThat(extension.conflicts()).isEmpty();
  }

  @Test
  void theSameContentInOtherBytesIsOneEntry() {
    ChainExtension extension =
        extend(Map.of(), FIRST, elsewhere(FIRST, sha256("under another schema id")));

    assertThat(extension.entries()).hasSize(1);
    assertThat(extension.duplicates()).isEqualTo(1);
  }

  @Test
  void twoContentsOfOneEventAreTwoEntriesAndOneConflict() {
    ChainExtension extension = extend(Map.of(), FIRST, OTHER, FIRST, OTHER);

    assertThat(extension.entries()).extracting(AuditEntry::content).containsExactly(FIRST, OTHER);
    assertThat(extension.conflicts()).containsExactly(extension.entries().getLast());
    assertThat(extension.duplicates()).isEqualTo(2);
    assertThat(extension.head()).isEqualTo(extension.entries().getLast().head());
  }

  @Test
  void aConflictWithWhatIsRecordedAlreadyIsOneToo() {
    ChainExtension extension = extend(recorded(FIRST), OTHER);

    assertThat(extension.entries()).hasSize(1);
    assertThat(extension.conflicts()).isEqualTo(extension.entries());
  }

  @Test
  void eitherDigestOfWhatIsRecordedMakesARepeat() {
    AuditContent reframed = elsewhere(FIRST, sha256("under another schema id"));
    AuditContent reworded =
        with(FIRST, "{\"number\":1,\"written\":\"by another version\"}", FIRST.payloadSha256());

    assertThat(extend(recorded(FIRST), reframed, reworded).duplicates()).isEqualTo(2);
  }

  @Test
  void aRequestThatIsAskedAgainLaterIsNoConflictAndOneOfOtherContentIs() {
    AuditContent asked = requested("{\"chain\":\"\\\"occurredAt\\\":\",\"occurredAt\":\"12:00\"}");
    AuditContent again = requested("{\"chain\":\"\\\"occurredAt\\\":\",\"occurredAt\":\"12:01\"}");
    AuditContent other = requested("{\"chain\":\"\\\"occurredat\\\":\",\"occurredAt\":\"12:00\"}");

    assertThat(extend(recorded(asked), again).duplicates()).isEqualTo(1);
    assertThat(extend(recorded(asked), other).conflicts()).hasSize(1);
  }

  @Test
  void anyOtherEventAtAnotherTimeIsAConflict() {
    AuditContent at = SampleEntries.content(1, "{\"occurredAt\":\"12:00\"}");
    AuditContent later = SampleEntries.content(1, "{\"occurredAt\":\"12:01\"}");

    assertThat(at.columns().status()).isNotEqualTo(Status.REQUESTED);
    assertThat(extend(recorded(at), later).conflicts()).hasSize(1);
  }

  @Test
  void oneIdInTwoTopicsIsNoConflict() {
    AuditContent inAnother =
        new AuditContent(
            new Coordinates("rotation-failed", 0, 0),
            OTHER.eventId(),
            OTHER.eventType(),
            OTHER.rotationId(),
            OTHER.target(),
            OTHER.occurredAt(),
            OTHER.causationId(),
            OTHER.traceId(),
            OTHER.columns(),
            OTHER.payload(),
            OTHER.payloadSha256());

    assertThat(extend(Map.of(), FIRST, inAnother).conflicts()).isEmpty();
  }

  private static ChainExtension extend(
      Map<EventIdentity, Set<Sha256>> recorded, AuditContent... contents) {
    return ChainExtension.of(ChainHead.EMPTY, SampleEntries.RECORDED, List.of(contents), recorded);
  }

  private static Map<EventIdentity, Set<Sha256>> recorded(AuditContent content) {
    return Map.of(
        EventIdentity.of(content),
        Set.copyOf(List.of(content.payloadSha256(), content.contentSha256())));
  }

  private static AuditContent requested(String payload) {
    AuditContent sample = with(FIRST, payload, sha256(payload));
    AuditLogColumns columns = sample.columns();
    return new AuditContent(
        sample.at(),
        sample.eventId(),
        "RotationRequested",
        sample.rotationId(),
        sample.target(),
        sample.occurredAt(),
        sample.causationId(),
        sample.traceId(),
        new AuditLogColumns(
            columns.timestamp(),
            columns.clientId(),
            columns.serviceId(),
            columns.primaryPin(),
            columns.fallbackPin(),
            columns.latencyMs(),
            columns.pinMatchRate(),
            Status.REQUESTED,
            columns.code()),
        payload,
        sample.payloadSha256());
  }

  private static AuditContent elsewhere(AuditContent content, Sha256 bytes) {
    return with(content, content.payload(), bytes);
  }

  private static AuditContent with(AuditContent content, String payload, Sha256 bytes) {
    return new AuditContent(
        new Coordinates(content.at().topic(), content.at().partition() + 1, 7),
        content.eventId(),
        content.eventType(),
        content.rotationId(),
        content.target(),
        content.occurredAt(),
        content.causationId(),
        content.traceId(),
        content.columns(),
        payload,
        bytes);
  }

  private static Sha256 sha256(String bytes) {
    return Sha256.of(bytes.getBytes(StandardCharsets.UTF_8));
  }
}
