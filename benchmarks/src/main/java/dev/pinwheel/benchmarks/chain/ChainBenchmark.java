package dev.pinwheel.benchmarks.chain;

import dev.pinwheel.chain.ChainRequest;
import dev.pinwheel.chain.ChainValidator;
import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.policy.TlsUsage;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.signature.SignatureProvider;
import dev.pinwheel.chain.signature.SignatureVerifier;
import dev.pinwheel.testing.pki.KeyKind;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Chains per second, from PEM to verdict; ours with the digest matrix of what is valid. Each takes
 * the next of a corpus of distinct chains.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ChainBenchmark {

  @Param({"KNOWN_INTERMEDIATE", "NEW_INTERMEDIATE", "EXPIRED_LEAF", "BUNDLE_OF_TEN", "LOOK_ALIKES"})
  private Scenario scenario;

  @Param({"EC_P256", "RSA_2048"})
  private KeyKind kind;

  private Corpus corpus;
  private int next;
  private int leaf;
  private ChainValidator validator;
  private ValidationParameters parameters;
  private TrustStore anchors;
  private PkixBuilder jdk;
  private PkixBuilder bouncyCastle;
  private BareSignatures signatures;

  /** Makes the corpus, and everything that serves many chains. */
  @Setup
  public void prepare() throws GeneralSecurityException {
    corpus = Corpus.of(scenario, kind);
    leaf = scenario == Scenario.BUNDLE_OF_TEN ? 8 : 0;
    SignatureProvider provider = SignatureProvider.fastest();
    validator = new ChainValidator(new SignatureVerifier(provider));
    parameters =
        ValidationParameters.at(Corpus.NOW, ShippedPolicies.withoutTarget(Set.of(TlsUsage.CLIENT)));
    anchors =
        switch (new PemReader(PemLimits.CONFIGURED).read(corpus.root().pem())) {
          case PemReading.Read read ->
              new TrustStore(new CertificatePool(read.bundle().certificates()));
          case PemReading.Unreadable unreadable ->
              throw new IllegalStateException(unreadable.violations().toString());
        };
    jdk = new PkixBuilder(Security.getProvider("SUN"), corpus.root());
    bouncyCastle = new PkixBuilder(new BouncyCastleProvider(), corpus.root());
    signatures = new BareSignatures(provider, kind.signatureAlgorithm());
  }

  @Benchmark
  public int pinwheel() {
    ChainRequest request =
        new ChainRequest(
            corpus.bundles().get(turn()),
            Optional.empty(),
            List.of(),
            parameters.policy().targetKind());
    return switch (validator.validate(request, parameters, anchors, IntermediateStore.EMPTY)) {
      case Verdict.Valid valid when scenario.isValid() ->
          valid.chain().digestMatrix().rows().size();
      case Verdict.Refused refused when !scenario.isValid() -> refused.violations().size();
      case Verdict.Valid valid -> throw new IllegalStateException("a bad chain was accepted");
      case Verdict.Refused refused ->
          throw new IllegalStateException("a good chain was refused: " + refused.violations());
    };
  }

  @Benchmark
  public boolean jdk() {
    return asExpected(jdk.isValid(corpus.bundles().get(turn()), leaf));
  }

  @Benchmark
  public boolean bouncyCastle() {
    return asExpected(bouncyCastle.isValid(corpus.bundles().get(turn()), leaf));
  }

  @Benchmark
  public boolean signatures() throws GeneralSecurityException {
    if (!signatures.verify(corpus.chains().get(turn()), scenario.signatures())) {
      throw new IllegalStateException("a good signature was refused");
    }
    return true;
  }

  private boolean asExpected(boolean valid) {
    if (valid != scenario.isValid()) {
      throw new IllegalStateException("the verdict is wrong: valid is " + valid);
    }
    return valid;
  }

  private int turn() {
    next = (next + 1) % Corpus.CHAINS;
    return next;
  }
}
