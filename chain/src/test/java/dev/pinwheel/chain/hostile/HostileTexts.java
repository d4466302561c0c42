package dev.pinwheel.chain.hostile;

import static dev.pinwheel.chain.ChainCase.CA;

import dev.pinwheel.chain.hostile.HostileCase.Kind;
import dev.pinwheel.chain.transparency.LogListReader;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;

/** Texts: PEM, YAML, JSON and keys, as large as their readers take them. */
final class HostileTexts {

  private static final int REQUEST = 64 * 1024;
  private static final int LOG_LIST = LogListReader.MOST_CHARACTERS;
  private static final Path SEEDS = Path.of("src/test/resources/dev/pinwheel/chain/fuzz");
  private static final String POLICY =
      "name: p\nversion: '1'\ntargetKind: OAUTH_CLIENT\nrequiredEku: []\nallowedIssuers: []\n";

  private HostileTexts() {}

  static List<HostileCase> all() {
    List<HostileCase> cases = new ArrayList<>();
    pem(cases);
    yaml(cases);
    logLists(cases);
    keys(cases);
    seeds(cases);
    return cases;
  }

  private static void pem(List<HostileCase> cases) {
    cases.add(pem("pem-ends", "-----END X-----\n"));
    cases.add(pem("pem-begins", "-----BEGIN X-----\n"));
    cases.add(pem("pem-others", "-----BEGIN X-----\n-----END X-----\n"));
    cases.add(pem("pem-empty", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"));
    cases.add(
        pem("pem-tiny", HeldCertificate.block("CERTIFICATE", new byte[] {0x30, 0x03, 2, 1, 0})));
    cases.add(pem("pem-no-base64", "-----BEGIN CERTIFICATE-----*-----END CERTIFICATE-----\n"));
    cases.add(pem("pem-dashes", "-"));
    cases.add(pem("pem-boundaries-cut", "-----BEGIN AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    cases.add(pem("pem-key-words", "BEGIN AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA PRIVATE KE"));
    cases.add(pem("pem-keys", "PRIVATE KEY BLOCK ---"));
    cases.add(pem("pem-wide-characters", "\u20ac"));
    cases.add(pem("pem-nothing", "\0"));
    byte[] block = new byte[REQUEST * 3 / 4 - 600];
    Arrays.fill(block, (byte) 0x30);
    cases.add(
        HostileCase.chain(
            "pem-one-block", HeldCertificate.block("CERTIFICATE", block), CA.root().pem()));
  }

  private static HostileCase pem(String name, String piece) {
    int bytes = piece.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    return HostileCase.chain(name, piece.repeat(REQUEST / bytes), CA.root().pem());
  }

  private static void yaml(List<HostileCase> cases) {
    String laughs =
        IntStream.range(1, 12)
            .mapToObj(
                level ->
                    "a%d: &a%d [%s]".formatted(level, level, ("*a" + (level - 1) + ",").repeat(9)))
            .collect(Collectors.joining("\n", "a0: &a0 [x]\n", "\n"));
    cases.add(policy("yaml-laughs", laughs));
    cases.add(policy("yaml-merges", "a: &a {x: 1}\nb: {" + "<<: *a, ".repeat(3_000) + "}\n"));
    cases.add(policy("yaml-own-anchor", "a: &a [*a]\n"));
    cases.add(policy("yaml-own-key", "&a {*a : 1}\n"));
    cases.add(policy("yaml-nested-flow", "a: " + "[".repeat(60_000)));
    cases.add(policy("yaml-nested-maps", "a: " + "{b: ".repeat(15_000)));
    cases.add(policy("yaml-nested-blocks", "- ".repeat(30_000)));
    cases.add(policy("yaml-question-marks", "? ".repeat(30_000)));
    cases.add(policy("yaml-keys", repeated(8_000, number -> "k" + number + ": 1\n")));
    cases.add(policy("yaml-key-twice", "name: p\n".repeat(8_000)));
    cases.add(policy("yaml-long-key", "k".repeat(60_000) + ": 1\n"));
    cases.add(
        policy("yaml-long-keys", repeated(60, number -> "k".repeat(1_000) + number + ": 1\n")));
    cases.add(policy("yaml-long-value", "name: " + "x".repeat(60_000) + "\n"));
    cases.add(policy("yaml-tags", "a: " + "!t ".repeat(20_000) + "x\n"));
    cases.add(policy("yaml-documents", "--- a\n".repeat(10_000)));
    cases.add(policy("yaml-escapes", "a: \"" + "\\u0041".repeat(10_000) + "\"\n"));
    cases.add(
        policy(
            "yaml-issuers",
            POLICY.replace("allowedIssuers: []", "allowedIssuers:")
                + repeated(4_000, number -> "- CN=" + number + "\n")));
    cases.add(
        policy(
            "yaml-names",
            POLICY + "sanPatterns:\n" + repeated(4_000, number -> "- '*." + number + ".t'\n")));
    cases.add(policy("yaml-long-name", POLICY + "sanPatterns: ['" + "*.".repeat(25_000) + "t']\n"));
  }

  private static HostileCase policy(String name, String text) {
    return HostileCase.of(name, Kind.POLICY, text);
  }

  private static void logLists(List<HostileCase> cases) {
    String start = "{\"operators\": [";
    cases.add(logs("logs-arrays", start + "[],".repeat(LOG_LIST / 3 - 10)));
    cases.add(logs("logs-objects", start + "{\"\":{}},".repeat(LOG_LIST / 8 - 10)));
    cases.add(
        logs("logs-operators", start + "{\"name\":\"\"},".repeat(LOG_LIST / 12 - 10) + "0]}"));
    cases.add(
        logs(
            "logs-operators-without-logs",
            start + "{\"name\":\"\"},".repeat(LOG_LIST / 12 - 10) + "{\"name\":\"\"}]}"));
    cases.add(logs("logs-nested", start + "[".repeat(LOG_LIST - 100)));
    cases.add(logs("logs-number", start + "1".repeat(LOG_LIST - 100) + "]}"));
    cases.add(logs("logs-text", start + "\"" + "x".repeat(LOG_LIST - 100) + "\"]}"));
    cases.add(
        logs("logs-keys", "{" + repeated(90_000, number -> "\"" + number + "\":1,") + "\"x\":1}"));
    cases.add(logs("logs-one-key", "{" + "\"a\":1,".repeat(LOG_LIST / 6 - 10) + "\"x\":1}"));
  }

  private static HostileCase logs(String name, String json) {
    return HostileCase.of(name, Kind.LOG_LIST, json);
  }

  private static void keys(List<HostileCase> cases) {
    byte[] large =
        Der.of(new ASN1Integer(BigInteger.ONE.shiftLeft(40_000).subtract(BigInteger.TWO)));
    byte[] zero = {2, 1, 0};
    byte[] rsa =
        Der.element(Der.SEQUENCE, zero, large, large, large, large, large, large, large, large);
    cases.add(key("private-rsa-40000-bits", HeldCertificate.block("RSA PRIVATE KEY", rsa)));
    cases.add(key("private-nested", block(Der.nested(Der.SEQUENCE, 11_000))));
    cases.add(key("private-opened", block(Der.opened(Der.SEQUENCE, 22_000))));
    cases.add(key("private-length", block(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1})));
    cases.add(key("private-blocks", block(new byte[3]).repeat(800)));
    cases.add(key("private-begins", "-----BEGIN PRIVATE KEY-----\n".repeat(2_200)));
    cases.add(
        HostileCase.chain(
                "private-rsa-of-a-leaf", CA.client("x").build().chainPem(), CA.root().pem())
            .with("key", HeldCertificate.block("RSA PRIVATE KEY", rsa)));
  }

  private static String block(byte[] der) {
    return HeldCertificate.block("PRIVATE KEY", der);
  }

  private static HostileCase key(String name, String pem) {
    return HostileCase.of(name, Kind.KEY, pem);
  }

  /** What fuzzing began with and what it found. */
  private static void seeds(List<HostileCase> cases) {
    try (Stream<Path> files = Files.walk(SEEDS)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String method = file.getParent().getFileName().toString();
        String name = "seed-" + method + "-" + file.getFileName();
        byte[] content = Files.readAllBytes(file);
        cases.add(
            switch (method) {
              case "policies" -> HostileCase.of(name, Kind.POLICY, content);
              case "privateKeys" -> HostileCase.of(name, Kind.KEY, content);
              default -> HostileCase.chain(name, "", CA.root().pem()).with("bundle", content);
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the seeds are in the tests' resources", e);
    }
  }

  private static String repeated(int count, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
  }
}
