package dev.pinwheel.chain;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.PathCertificate;
import dev.pinwheel.chain.path.PathCertificate.Origin;
import dev.pinwheel.chain.pin.DigestMatrix;
import dev.pinwheel.chain.pin.PinSet;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A chain that satisfied every rule at an instant. Only {@link ChainValidator} makes one, so that
 * whoever holds one, or the pins in it, knows that they were checked.
 */
public final class ValidatedChain {

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final CandidatePath path;
  private final PinSet pins;
  private final PolicyTemplate policy;
  private final Instant time;
  private final List<Note> notes;

  ValidatedChain(
      CandidatePath path, PinSet pins, PolicyTemplate policy, Instant time, List<Note> notes) {
    this.path = path;
    this.pins = pins;
    this.policy = policy;
    this.time = time;
    this.notes = List.copyOf(notes);
  }

  /** The whole path, the trust anchor last. */
  public CandidatePath path() {
    return path;
  }

  /** What is sent on: the path, leaf first, with its root only where the requester sent it. */
  public List<PathCertificate> chain() {
    return path.certificates().stream().filter(step -> step.origin() != Origin.ANCHOR).toList();
  }

  /** {@link #chain} as PEM, leaf first. */
  public String pem() {
    StringBuilder pem = new StringBuilder();
    for (PathCertificate step : chain()) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(LINES.encodeToString(step.certificate().der()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return pem.toString();
  }

  public ParsedCertificate leaf() {
    return path.leaf();
  }

  /** Both pins of every certificate of {@link #chain}. */
  public DigestMatrix digestMatrix() {
    return DigestMatrix.of(chain());
  }

  public PinSet pins() {
    return pins;
  }

  public PolicyTemplate policy() {
    return policy;
  }

  /** The instant at which the chain was valid. */
  public Instant time() {
    return time;
  }

  public List<Note> notes() {
    return notes;
  }
}
