package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code validate --json} prints is what {@code docs/validate-json.md} says. */
class ValidateJsonTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([a-z ]+) \\|");

  @TempDir private Path folder;

  @Test
  void everyFieldIsDocumentedWithItsTypeAndNothingElseIs() throws IOException {
    Map<String, String> printed = new TreeMap<>();
    fields("", refusedEverywhere(), printed);
    fields(
        "",
        refusedEverywhere("--purpose", "server", "--host", "svc.example.com", "--depth", "0"),
        printed);

    assertThat(printed).isEqualTo(documented());
  }

  @Test
  void theFormatIsTheDocumentedOne() throws IOException {
    String page = Files.readString(Path.of("../docs/validate-json.md"));

    assertThat(page).contains("`format` " + refusedEverywhere().path("format").asInt());
  }

  @Test
  void everyKindOfNoteIsDocumented() throws IOException {
    String page = Files.readString(Path.of("../docs/validate-json.md"));

    for (Note.Kind kind : Note.Kind.values()) {
      assertThat(page).contains("`" + kind + "`");
    }
  }

  /** A refusal of one certificate and of the request, with a note: every part has an element. */
  private JsonNode refusedEverywhere(String... more) throws IOException {
    String expired =
        CA.client("svc")
            .withoutAlternativeNames()
            .validity(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
            .build()
            .chainPem();
    Path chain = Files.writeString(folder.resolve("chain.pem"), expired + expired);
    Path anchors = Files.writeString(folder.resolve("anchors.pem"), CA.root().pem());
    Path key =
        Files.writeString(
            folder.resolve("leaf.key"),
            CA.root().privateKeyPem().replace("PRIVATE", "ENCRYPTED PRIVATE"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "validate",
                "--chain",
                chain.toString(),
                "--anchors",
                anchors.toString(),
                "--at",
                NOW.toString(),
                "--require-policy",
                "2.23.140.1.2.2",
                "--key",
                "file:" + key,
                "--json"));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    return Json.MAPPER.readTree(run.out());
  }

  private static void fields(String prefix, JsonNode node, Map<String, String> found) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = prefix + field.getKey();
      JsonNode value = field.getValue();
      switch (value.getNodeType()) {
        case OBJECT -> fields(name + ".", value, found);
        case ARRAY -> {
          assertThat(value).as(name).isNotEmpty();
          value.forEach(
              element -> {
                if (element.isTextual()) {
                  found.put(name + "[]", "string");
                } else {
                  fields(name + "[].", element, found);
                }
              });
        }
        case NULL -> found.merge(name, "null", ValidateJsonTest::orNull);
        case STRING -> found.merge(name, "string", ValidateJsonTest::orNull);
        case BOOLEAN -> found.merge(name, "boolean", ValidateJsonTest::orNull);
        case NUMBER -> found.merge(name, "number", ValidateJsonTest::orNull);
        case BINARY, MISSING, POJO -> throw new AssertionError(name);
      }
    }
  }

  private static String orNull(String one, String other) {
    if (one.equals(other)) {
      return one;
    }
    String type = one.equals("null") ? other : one;
    return type.endsWith(" or null") ? type : type + " or null";
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> fields = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(Path.of("../docs/validate-json.md")));
    while (rows.find()) {
      fields.put(rows.group(1), rows.group(2));
    }
    return fields;
  }
}
