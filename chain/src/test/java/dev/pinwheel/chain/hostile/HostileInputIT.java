package dev.pinwheel.chain.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.hostile.HostileCase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any input ends with a finding, within 64 MiB: every case that was made to do harm is judged by a
 * process whose heap has no more than that above what is in use after a harmless one. That each
 * ends at all is proven by a limit for the whole process; how long each takes is printed to {@code
 * target/hostile-input-PROVIDER.txt}, and not asserted, since a busy machine is no fault.
 */
class HostileInputIT {

  private static final int MOST_MIB = 64;
  private static final long WATCHDOG_SECONDS = 300;
  private static final Path LIMBO = Path.of("..", "..", "shared", "x509", "limbo-2023-12.json");

  /** The first by its name. */
  private static final String HARMLESS = "000-harmless";

  /** Enough for a harmless chain, which is judged to learn what the engine has in use. */
  private static final int AMPLE_MIB = 256;

  @TempDir private static Path harmless;
  @TempDir private static Path all;
  private static List<HostileCase> cases;

  @BeforeAll
  static void writeCases() throws IOException {
    cases = cases();
    cases.getFirst().write(harmless);
    for (HostileCase one : cases) {
      one.write(all);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fastest", HostileInputs.JDK})
  void everyHostileInputEndsWithAFindingInABoundedHeap(String provider) throws Exception {
    int base = base(judged(harmless, provider, AMPLE_MIB));
    List<String> lines = judged(all, provider, base + MOST_MIB);

    assertThat(lines).last().isEqualTo("end");
    Map<String, String> findings = findings(lines);
    assertThat(findings.keySet())
        .containsExactlyInAnyOrderElementsOf(cases.stream().map(HostileCase::name).toList());
    assertThat(findings)
        .allSatisfy(
            (name, finding) ->
                assertThat(finding)
                    .isNotEmpty()
                    .doesNotContain("THROWN")
                    .doesNotContain("CHAIN_NOT_JUDGED"));
    assertThat(findings).containsEntry(HARMLESS, "VALID");
  }

  private static List<HostileCase> cases() throws IOException {
    List<HostileCase> cases = new ArrayList<>();
    cases.add(
        HostileCase.chain(
            HARMLESS, ChainCase.CA.client("x").build().chainPem(), ChainCase.CA.root().pem()));
    cases.addAll(HostilePaths.all());
    cases.addAll(HostileCertificates.all());
    cases.addAll(HostileEvidence.all());
    cases.addAll(HostileTexts.all());
    cases.addAll(limbo());
    return cases;
  }

  /** The suite's cases, where its file is at hand. */
  private static List<HostileCase> limbo() throws IOException {
    if (!Files.exists(LIMBO)) {
      System.err.println("no file " + LIMBO + ": the cases of x509-limbo are left out");
      return List.of();
    }
    List<HostileCase> cases = new ArrayList<>();
    for (JsonNode one : new ObjectMapper().readTree(LIMBO.toFile()).path("testcases")) {
      cases.add(
          new HostileCase("limbo-" + one.path("id").asText().replace(":", "-"), Kind.PATH, Map.of())
              .with("leaf", one.path("peer_certificate").asText())
              .with("bundle", joined(one.path("untrusted_intermediates")))
              .with("anchors", joined(one.path("trusted_certs"))));
    }
    return cases;
  }

  private static String joined(JsonNode texts) {
    StringBuilder joined = new StringBuilder();
    texts.forEach(text -> joined.append(text.asText()).append('\n'));
    return joined.toString();
  }

  /** What the process that judges them says, line by line. */
  private static List<String> judged(Path cases, String provider, int mebibytes)
      throws IOException, InterruptedException {
    Path report = Path.of("target", "hostile-input-" + provider + ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + mebibytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HostileInputs.class.getName(),
                cases.toString(),
                provider)
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start();
    boolean ended = process.waitFor(WATCHDOG_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    List<String> lines = Files.readAllLines(report, UTF_8);
    assertThat(ended).as("did not end: %s", lines.getLast()).isTrue();
    assertThat(process.exitValue()).as("ended after: %s", lines.getLast()).isZero();
    return lines;
  }

  private static int base(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("base\t"))
        .mapToInt(line -> Integer.parseInt(line.substring("base\t".length())))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> findings(List<String> lines) {
    Map<String, String> findings = new TreeMap<>();
    lines.stream()
        .filter(line -> line.startsWith("case\t"))
        .map(line -> line.split("\t", -1))
        .forEach(fields -> findings.put(fields[1], fields[5]));
    return findings;
  }
}
