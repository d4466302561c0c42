package dev.pinwheel.stack.demo;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.demo.Expectation.AlreadyApplied;
import dev.pinwheel.stack.demo.Expectation.Applied;
import dev.pinwheel.stack.demo.Expectation.Failed;
import dev.pinwheel.stack.demo.Expectation.Refused;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the demo asks for: which rotations, in which waves, and what stands in their way. */
final class DemoPlan {

  /** The webhook endpoint that is down at first. */
  static final String STANDBY = "standby";

  static final String DEFAULT = "default";

  static final String REGION = "eu-west-2";

  private final DemoPki pki;
  private final List<PlannedRotation> first = new ArrayList<>();
  private final List<PlannedRotation> second = new ArrayList<>();
  private final Map<String, Trouble> targets = new LinkedHashMap<>();
  private int number;

  /** OAuth clients, and the rotations of other kinds that somebody else planned. */
  DemoPlan(DemoPki pki, List<PlannedRotation> others) {
    this.pki = pki;
    goodOnes();
    refusedOnes();
    troubledOnes();
    secondWave();
    first.addAll(others);
  }

  /** Asked for at once. */
  List<PlannedRotation> first() {
    return first;
  }

  /** Asked for when the first wave has ended: repeats and second rotations of the same targets. */
  List<PlannedRotation> second() {
    return second;
  }

  /** Every OAuth client that the demo speaks of, with what stands in its way. */
  Map<String, Trouble> targets() {
    return targets;
  }

  private void goodOnes() {
    for (int i = 0; i < 96; i++) {
      ask("good chain", Trouble.NONE, good().chainPem(), DEFAULT, new Applied());
    }
    for (int i = 0; i < 20; i++) {
      ask("intermediate left out", Trouble.NONE, good().pem(), DEFAULT, new Applied());
    }
    for (int i = 0; i < 16; i++) {
      ask("webhook endpoint down", Trouble.NONE, good().chainPem(), STANDBY, new Applied());
    }
  }

  private void refusedOnes() {
    for (int i = 0; i < 3; i++) {
      String name = name();
      refuse("expired", pki.expired(name), "VALIDITY_EXPIRED");
      refuse("not valid yet", pki.notYetValid(name), "VALIDITY_NOT_YET");
      refuse("issuer not allowed", pki.otherIssuer(name), "COMPLIANCE_TLS_CERT_MISMATCH");
      refuse("unknown intermediate left out", pki.incomplete(name), "CERT_CHAIN_INCOMPLETE");
      refuse("no clientAuth", pki.withoutClientAuth(name), "EKU_CLIENT_AUTH_MISSING");
      refuse("RSA 1024", pki.weakKey(name), "KEY_TOO_WEAK");
      refuse("SHA-1 signature", pki.weakSignature(name), "SIGNATURE_ALGORITHM_WEAK");
      refuse("untrusted root", pki.otherRoot(name), "ROOT_NOT_TRUSTED");
    }
    for (int i = 0; i < 3; i++) {
      HeldCertificate leaf = good();
      ask(
          "four pins",
          Trouble.NONE,
          leaf.chainPem(),
          List.of(pki.pinOf(good()), pki.pinOf(good()), pki.pinOf(good())),
          DEFAULT,
          new Refused("PIN_COUNT_EXCEEDED"));
    }
  }

  private void troubledOnes() {
    for (int i = 0; i < 4; i++) {
      trouble("429 with Retry-After", Trouble.RATE_LIMITED, new Applied());
      trouble("503 twice", Trouble.UNAVAILABLE, new Applied());
      trouble("reset after the write", Trouble.RESET_AFTER_WRITE, new AlreadyApplied());
      trouble("an HTML page for an answer", Trouble.GARBAGE, new Applied());
    }
    for (int i = 0; i < 3; i++) {
      trouble("no such OAuth client", Trouble.MISSING, new Failed("TARGET_NOT_FOUND"));
      trouble("mutual TLS is off", Trouble.MTLS_OFF, new Failed("MTLS_NOT_ENABLED"));
      trouble(
          "refused by the platform",
          Trouble.COMPLIANCE,
          new Failed("COMPLIANCE_TLS_CERT_MISMATCH"));
      trouble(
          "another pin is read back", Trouble.WRONG_READ_BACK, new Failed("READ_BACK_MISMATCH"));
    }
  }

  private void secondWave() {
    for (PlannedRotation done : first.subList(0, 12)) {
      second.add(
          new PlannedRotation(
              "asked for again",
              false,
              id("again"),
              done.target(),
              done.certificateChain(),
              List.of(),
              DEFAULT,
              Optional.empty(),
              new AlreadyApplied()));
    }
    for (PlannedRotation done : first.subList(12, 32)) {
      second.add(
          new PlannedRotation(
              "next certificate",
              false,
              id("next"),
              done.target(),
              pki.good(done.target().getId()).chainPem(),
              List.of(),
              DEFAULT,
              Optional.empty(),
              new Applied()));
    }
  }

  private void trouble(String story, Trouble trouble, Expectation expectation) {
    ask(story, trouble, good().chainPem(), DEFAULT, expectation);
  }

  private void refuse(String story, String chain, String code) {
    ask(story, Trouble.NONE, chain, DEFAULT, new Refused(code));
  }

  private void ask(
      String story, Trouble trouble, String chain, String endpoint, Expectation expectation) {
    ask(story, trouble, chain, List.of(), endpoint, expectation);
  }

  private void ask(
      String story,
      Trouble trouble,
      String chain,
      List<String> backupPins,
      String endpoint,
      Expectation expectation) {
    number++;
    Target target =
        Target.newBuilder()
            .setKind(TargetKind.OAUTH_CLIENT)
            .setRegion(REGION)
            .setId(name())
            .build();
    targets.put(target.getId(), trouble);
    first.add(
        new PlannedRotation(
            story,
            // every tenth comes from a security platform's own producer; so do pins that the HTTP
            // intake would refuse on the spot
            number % 10 == 0 || !backupPins.isEmpty(),
            id(story),
            target,
            chain,
            backupPins,
            endpoint,
            Optional.empty(),
            expectation));
  }

  private HeldCertificate good() {
    return pki.good("client-%03d".formatted(number + 1));
  }

  private String name() {
    return "client-%03d".formatted(number);
  }

  private UUID id(String story) {
    return EventIds.of("demo/" + story + "/" + (first.size() + second.size()));
  }
}
