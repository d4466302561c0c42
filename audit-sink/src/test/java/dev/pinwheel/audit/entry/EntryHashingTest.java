package dev.pinwheel.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryHashingTest {

  /**
   * Written down by hand from the README's description: it changes only with a new format, which
   * then needs a new prefix.
   */
  private static final String CANONICAL =
      "pinwheel-audit-entry-v1\n"
          + "[1]1"
          + "[1b]2026-03-01T10:00:01.500000Z"
          + "[b]api-applied"
          + "[1]3"
          + "[2]41"
          + "[24]00000000-0000-5000-8000-000000000001"
          + "[a]ApiApplied"
          + "[24]11111111-1111-5111-8111-111111111111"
          + "[c]OAUTH_CLIENT"
          + "[9]eu-west-2"
          + "[8]client-1"
          + "[1b]2026-03-01T10:00:00.000001Z"
          + "[ffffffff]"
          + "[20]0af7651916cd43dd8448eb211c80319c"
          + "[1b]2026-03-01T10:00:00.000001Z"
          + "[8]client-1"
          + "[7]billing"
          + "[2c]n2Zq0qg1f3e0D4tQ0m1vH0n0n0n0n0n0n0n0n0n0n0k="
          + "[ffffffff]"
          + "[4]1234"
          + "[ffffffff]"
          + "[7]rotated"
          + "[7]APPLIED"
          + "[c]{\"number\":1}"
          + "[40]";

  @Test
  void canonicalBytesAreThoseOfTheDescription() {
    AuditContent content = SampleEntries.content(1);

    assertThat(EntryHashing.canonical(1, SampleEntries.RECORDED, content))
        .isEqualTo(lengthsAsBytes(CANONICAL + content.payloadSha256().hex()));
  }

  /** Both golden hashes were computed by another program from the README's description. */
  @Test
  void hashOfTheFirstEntryIsTheGoldenOne() {
    AuditEntry first = SampleEntries.log(1).getFirst();

    assertThat(first.previous()).isEqualTo(Sha256.ZERO);
    assertThat(first.hash().hex())
        .isEqualTo("18e034dcc8e5d7757a4154ea207a332c12d98aaa6220bbefbaf3750bca25b667");
  }

  @Test
  void hashOfTheThirdEntryDependsOnTheTwoBefore() {
    assertThat(SampleEntries.log(3).getLast().hash().hex())
        .isEqualTo("b3fe6beb5dc66c68fa913e270bcf2e7842d87b7fe09ebf07e8648e7d0b3ace4e");
  }

  @Test
  void chainHashIsOverPrefixPreviousHashAndCanonicalBytes() {
    byte[] canonical = {1, 2, 3};
    Sha256 previous = Sha256.of(new byte[] {9});

    assertThat(EntryHashing.chain(previous, canonical))
        .isEqualTo(
            Sha256.of(
                "pinwheel-audit-chain-v1\n".getBytes(StandardCharsets.US_ASCII),
                previous.bytes(),
                canonical));
  }

  @Test
  void everyColumnChangesTheHash() throws MalformedEntryException {
    AuditEntry entry = SampleEntries.log(1).getFirst();
    for (EntryField field : EntryField.values()) {
      if (field == EntryField.ENTRY_HASH) {
        continue;
      }
      AuditEntry changed =
          EntryTexts.read(
              each -> each == field ? Optional.of(another(field, entry)) : each.of(entry));
      assertThat(EntryHashing.of(changed)).as(field.column()).isNotEqualTo(entry.hash());
    }
  }

  @Test
  void absentAndEmptyAreNotTheSame() throws MalformedEntryException {
    AuditEntry entry = SampleEntries.log(1).getFirst();

    assertThat(EntryHashing.of(with(entry, EntryField.FALLBACK_PIN, "")))
        .isNotEqualTo(entry.hash());
  }

  @Test
  void movingTextFromOneColumnToItsNeighbourChangesTheHash() throws MalformedEntryException {
    AuditEntry entry = SampleEntries.log(1).getFirst();
    AuditEntry left = with(with(entry, EntryField.CLIENT_ID, "ab"), EntryField.SERVICE_ID, "c");
    AuditEntry right = with(with(entry, EntryField.CLIENT_ID, "a"), EntryField.SERVICE_ID, "bc");

    assertThat(EntryHashing.of(left)).isNotEqualTo(EntryHashing.of(right));
  }

  private static AuditEntry with(AuditEntry entry, EntryField field, String text)
      throws MalformedEntryException {
    return EntryTexts.read(each -> each == field ? Optional.of(text) : each.of(entry));
  }

  private static String another(EntryField field, AuditEntry entry) {
    return switch (field.kind()) {
      case TEXT ->
          field == EntryField.STATUS ? Status.FAILED.text() : field.of(entry).orElse("") + "x";
      case WHOLE -> "77";
      case DECIMAL -> "0.5";
      case UUID -> "99999999-9999-5999-8999-999999999999";
      case TIME -> "2026-03-01T10:00:00.000002Z";
      case DIGEST -> Sha256.of(new byte[] {1}).hex();
    };
  }

  /** Replaces {@code [hex]} by the four bytes of that number. */
  private static byte[] lengthsAsBytes(String description) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    List<String> parts = List.of(description.split("[\\[]"));
    bytes.writeBytes(parts.getFirst().getBytes(StandardCharsets.UTF_8));
    for (String part : parts.subList(1, parts.size())) {
      int end = part.indexOf(']');
      bytes.writeBytes(HexFormat.of().parseHex("0".repeat(8 - end) + part.substring(0, end)));
      bytes.writeBytes(part.substring(end + 1).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
