package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

  private static final String OVERRIDE =
      """
      name: ohio
      version: "3"
      targetKind: BYOC_TRUNK
      appliesTo:
        regions: [us-east-2]
      maxPins: 2
      """;

  @TempDir private Path folder;

  @Test
  void lintTellsEveryFaultWithItsLine() throws IOException {
    Path good = write("good.yaml", OVERRIDE);
    Path bad = write("bad.yaml", OVERRIDE + "maxpin: 2\nrootInBundle: maybe\n");

    CommandRun run = CommandRun.of("policy", "lint", good.toString(), bad.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out().lines())
        .containsExactly(
            good + ": good, ohio 3 for BYOC_TRUNK",
            bad + ":7: unknown key maxpin; did you mean maxPins?",
            bad
                + ":8: rootInBundle: expected one of required, requiredIfPrivate, allowed,"
                + " forbidden, not \"maybe\"");
  }

  @Test
  void lintTellsFilesThatContradictEachOther() throws IOException {
    Path one = write("one.yaml", OVERRIDE);
    Path other = write("other.yaml", OVERRIDE.replace("[us-east-2]", "[us-east-2, eu-west-2]"));

    CommandRun run = CommandRun.of("policy", "lint", one.toString(), other.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out()).contains("neither is more exact");
    assertThat(CommandRun.of("policy", "lint", one.toString()).status()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void lintWarnsOfAnExceptionThatExpired() throws IOException {
    Path file =
        write(
            "old.yaml",
            OVERRIDE + "allowedIssuers:\n  - {subject: Ohio CA, expires: 2020-01-31}\n");

    CommandRun run = CommandRun.of("policy", "lint", file.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out())
        .contains("warning: " + file + ":7: allowedIssuers: Ohio CA expired at 2020-02-01")
        .contains("is an exception without a reason");
  }

  @Test
  void lintAsJsonHasFileLineAndMessage() throws IOException {
    Path bad = write("bad.yaml", OVERRIDE + "maxpin: 2\n");

    JsonNode lint =
        Json.MAPPER.readTree(CommandRun.of("policy", "lint", bad.toString(), "--json").out());

    assertThat(lint.path("good").asBoolean()).isFalse();
    JsonNode fault = lint.path("files").path(0).path("faults").path(0);
    assertThat(fault.path("line").asInt()).isEqualTo(7);
    assertThat(fault.path("message").asText()).contains("maxpin");
  }

  @Test
  void showSaysWhereEachValueStands() throws Exception {
    write("ohio.yaml", OVERRIDE);

    CommandRun ohio = show("--region", "us-east-2", "--target", "trunk-1");
    CommandRun elsewhere = show("--region", "eu-west-2");

    assertThat(ohio.out())
        .containsPattern("maxPins: +2\\s+# ohio.yaml:6")
        .containsPattern("sanRequired: +true\\s+# shipped:byoc-trunk.yaml:\\d+")
        .containsPattern("backupPinRequired: +false\\s+# default")
        .contains("# byoc-trunk+ohio 2.1+3 for BYOC_TRUNK");
    assertThat(elsewhere.out())
        .containsPattern("maxPins: +3\\s+# shipped:byoc-trunk.yaml:\\d+")
        .doesNotContain("ohio");
  }

  @Test
  void theDigestIsThatOfTheFile() throws Exception {
    Path file = write("x.yaml", OVERRIDE);
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(OVERRIDE.getBytes(StandardCharsets.UTF_8)));

    JsonNode policy =
        Json.MAPPER.readTree(CommandRun.of("policy", "explain", file.toString(), "--json").out());

    assertThat(policy.path("digest").asText()).isEqualTo(digest);
  }

  @Test
  void explainSaysItInWords() throws IOException {
    Path file = write("x.yaml", OVERRIDE);

    assertThat(CommandRun.of("policy", "explain", file.toString()).out())
        .contains("- Primary, fallback and backup pins together must be at most 2.")
        .doesNotContain("subject alternative name");
    assertThat(CommandRun.of("policy", "explain", "data_action_endpoint").out())
        .contains("- The leaf's extendedKeyUsage must have clientAuth.")
        .contains("- The leaf's key must be RSA or P-256.");
  }

  @Test
  void whatIsNeitherFileNorKindIsWrongUsage() {
    CommandRun run = CommandRun.of("policy", "explain", "OAUTH");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("OAUTH_CLIENT");
    assertThat(CommandRun.of("policy", "show", "UNKNOWN").status())
        .isEqualTo(ExitStatus.WRONG_USAGE);
  }

  private CommandRun show(String... more) {
    String[] usual = {"policy", "show", "BYOC_TRUNK", "--policies", folder.toString()};
    String[] all = java.util.Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return CommandRun.of(all);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
