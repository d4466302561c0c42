package dev.pinwheel.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RawContentTest {

  private static final Coordinates AT = new Coordinates("api-applied", 1, 5);
  private static final Instant WRITTEN = Instant.parse("2026-03-01T10:00:00.001Z");

  @Test
  void payloadHoldsBytesHeadersAndReason() {
    AuditContent content =
        RawContent.undecodable(
            record(
                Optional.of(new byte[] {1, 2}),
                List.of(
                    new SourceRecord.Header("why", "é".getBytes(StandardCharsets.UTF_8)),
                    new SourceRecord.Header("raw", new byte[] {(byte) 0xff}),
                    new SourceRecord.Header("none", null))),
            Optional.empty(),
            "WRONG_MAGIC",
            "the first byte is 1");

    assertThat(content.payload())
        .isEqualTo(
            "{\"code\":\"WRONG_MAGIC\",\"headers\":[{\"name\":\"why\",\"text\":\"é\"},"
                + "{\"base64\":\"/w==\",\"name\":\"raw\"},{\"base64\":null,\"name\":\"none\"}],"
                + "\"key\":\"Bw==\",\"message\":\"the first byte is 1\",\"truncated\":false,"
                + "\"value\":\"AQI=\",\"valueBytes\":2}");
    assertThat(content.eventType()).isEqualTo("undecodable");
    assertThat(content.columns().status()).isEqualTo(Status.UNDECODABLE);
    assertThat(content.columns().code()).contains("WRONG_MAGIC");
    assertThat(content.columns().timestamp()).contains("2026-03-01T10:00:00.001000Z");
    assertThat(content.payloadSha256()).isEqualTo(Sha256.of(new byte[] {1, 2}));
  }

  @Test
  void recordWithoutValueIsNotAnEmptyOne() {
    AuditContent none = undecodable(record(Optional.empty(), List.of()));
    AuditContent empty = undecodable(record(Optional.of(new byte[0]), List.of()));

    assertThat(none.payload()).contains("\"value\":null,\"valueBytes\":0");
    assertThat(empty.payload()).contains("\"value\":\"\",\"valueBytes\":0");
  }

  @Test
  void bytesAreBoundedAndTheirDigestIsOfAll() {
    byte[] most = new byte[RawContent.MOST_VALUE_BYTES];
    byte[] more = new byte[RawContent.MOST_VALUE_BYTES + 1];

    assertThat(undecodable(record(Optional.of(most), List.of())).payload())
        .contains("\"truncated\":false");
    AuditContent cut = undecodable(record(Optional.of(more), List.of()));
    assertThat(cut.payload())
        .contains("\"truncated\":true")
        .contains("\"value\":\"" + Base64.getEncoder().encodeToString(most) + "\"")
        .contains("\"valueBytes\":" + more.length);
    assertThat(cut.payloadSha256()).isEqualTo(Sha256.of(more));
  }

  @Test
  void headersAreBounded() {
    List<SourceRecord.Header> headers = new ArrayList<>();
    for (int count = 0; count < RawContent.MOST_HEADERS; count++) {
      headers.add(new SourceRecord.Header("h", new byte[RawContent.MOST_KEY_BYTES]));
    }
    assertThat(undecodable(record(Optional.empty(), headers)).payload())
        .contains("\"truncated\":false");

    headers.set(0, new SourceRecord.Header("h", new byte[RawContent.MOST_KEY_BYTES + 1]));
    assertThat(undecodable(record(Optional.empty(), headers)).payload())
        .contains("\"truncated\":true");

    headers.set(0, new SourceRecord.Header("h", new byte[0]));
    headers.add(new SourceRecord.Header("one more", new byte[0]));
    assertThat(undecodable(record(Optional.empty(), headers)).payload())
        .contains("\"truncated\":true")
        .doesNotContain("one more");
  }

  @Test
  void sameRecordHasOneIdentityAndOthersHaveOthers() {
    SourceRecord record = record(Optional.of(new byte[] {1}), List.of());
    SourceRecord afterTheTopicWasMadeAnew = record(Optional.of(new byte[] {2}), List.of());

    assertThat(undecodable(record).eventId()).isEqualTo(undecodable(record).eventId());
    assertThat(undecodable(afterTheTopicWasMadeAnew).eventId())
        .isNotEqualTo(undecodable(record).eventId());
    assertThat(RawContent.quarantined(record, Optional.empty()).eventId())
        .isNotEqualTo(undecodable(record).eventId());
  }

  @Test
  void quarantinedRecordIsNoFaultOfTheSink() {
    AuditContent content =
        RawContent.quarantined(record(Optional.empty(), List.of()), Optional.of("ab"));

    assertThat(content.columns().status()).isEqualTo(Status.QUARANTINED);
    assertThat(content.traceId()).contains("ab");
  }

  private static AuditContent undecodable(SourceRecord record) {
    return RawContent.undecodable(record, Optional.empty(), "MALFORMED", "");
  }

  private static SourceRecord record(Optional<byte[]> value, List<SourceRecord.Header> headers) {
    return new SourceRecord(AT, Optional.of(WRITTEN), Optional.of(new byte[] {7}), value, headers);
  }
}
