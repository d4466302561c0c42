package dev.pinwheel.audit.entry;

import dev.pinwheel.audit.SampleEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/** Entries for tests of hashing and verification. */
final class SampleEntries {

  static final Instant RECORDED = Instant.parse("2026-03-01T10:00:01.500000Z");

  private SampleEntries() {}

  static AuditContent content(int number) {
    return content(number, "{\"number\":" + number + "}");
  }

  static AuditContent content(int number, String payload) {
    return new AuditContent(
        new Coordinates("api-applied", 3, 40L + number),
        UUID.fromString("00000000-0000-5000-8000-%012d".formatted(number)),
        "ApiApplied",
        Optional.of(UUID.fromString("11111111-1111-5111-8111-111111111111")),
        Optional.of(new TargetColumns("OAUTH_CLIENT", "eu-west-2", "client-1")),
        Optional.of(SampleEvents.ASKED),
        Optional.empty(),
        Optional.of("0af7651916cd43dd8448eb211c80319c"),
        new AuditLogColumns(
            Optional.of("2026-03-01T10:00:00.000001Z"),
            Optional.of("client-1"),
            Optional.of("billing"),
            Optional.of(SampleEvents.NEW_PIN),
            Optional.empty(),
            OptionalLong.of(1_234),
            OptionalDouble.empty(),
            Status.ROTATED,
            Optional.of("APPLIED")),
        payload,
        Sha256.of(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  /** An honest log of so many entries. */
  static List<AuditEntry> log(int length) {
    List<AuditContent> contents = new ArrayList<>();
    for (int number = 1; number <= length; number++) {
      contents.add(content(number));
    }
    return new ArrayList<>(
        ChainExtension.of(ChainHead.EMPTY, RECORDED, contents, Map.of()).entries());
  }
}
