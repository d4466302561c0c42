package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.chain.path.PathCertificate.Origin;
import dev.pinwheel.chain.signature.SignatureResult;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Searches, depth first, for paths from a leaf to a trust anchor (RFC 4158). Only steps whose
 * signature verifies are taken, so that a CA of the right name with another key leads nowhere. The
 * search is bounded by a {@link WorkBudget}.
 */
public final class PathBuilder {

  private final TrustStore anchors;
  private final IntermediateStore store;
  private final CertificatePool bundle;
  private final IssuerPreference preference;
  private final WorkBudget budget;
  private final SignatureChecks signatures;
  private final List<PathCertificate> stack = new ArrayList<>();
  private CandidatePath furthest;

  public PathBuilder(
      TrustStore anchors,
      IntermediateStore store,
      CertificatePool bundle,
      IssuerPreference preference,
      SignatureVerifier verifier,
      WorkBudget budget) {
    this(anchors, store, bundle, preference, budget, new SignatureChecks(verifier, budget));
  }

  private PathBuilder(
      TrustStore anchors,
      IntermediateStore store,
      CertificatePool bundle,
      IssuerPreference preference,
      WorkBudget budget,
      SignatureChecks signatures) {
    this.anchors = anchors;
    this.store = store;
    this.bundle = bundle;
    this.preference = preference;
    this.budget = budget;
    this.signatures = signatures;
  }

  /** Another search of the same certificates, out of the same budget, while this one goes on. */
  public PathBuilder again() {
    return new PathBuilder(anchors, store, bundle, preference, budget, signatures);
  }

  /** Every certificate at hand with this subject, each once. */
  public List<ParsedCertificate> named(DirectoryName subject) {
    return List.copyOf(withSubject(subject).keySet());
  }

  /**
   * Offers every path that ends in a trust anchor, until one is accepted.
   *
   * @param accepts says that the path will do, and ends the search
   * @return where no anchor was reached: the path that came furthest. Otherwise the last one that
   *     was offered; whoever accepts or compares paths keeps them
   */
  public CandidatePath search(ParsedCertificate leaf, Predicate<CandidatePath> accepts) {
    PathCertificate start = new PathCertificate(leaf, Origin.BUNDLE);
    furthest = new CandidatePath(List.of(start), PathEnd.ISSUER_MISSING);
    extend(start, accepts);
    return furthest;
  }

  /** What the search came to know of a certificate's signature; empty where it did not ask. */
  public Optional<SignatureResult> known(ParsedCertificate certificate, ParsedCertificate issuer) {
    return signatures.known(certificate, issuer);
  }

  /** True where the search is over. */
  private boolean extend(PathCertificate next, Predicate<CandidatePath> accepts) {
    stack.addLast(next);
    boolean over = explore(next.certificate(), accepts);
    stack.removeLast();
    return over;
  }

  private boolean explore(ParsedCertificate certificate, Predicate<CandidatePath> accepts) {
    if (!budget.takeStep()) {
      return true;
    }
    if (isAnchorHere(certificate)) {
      CandidatePath path = new CandidatePath(stack, PathEnd.ANCHORED);
      furthest = path;
      return !budget.takePath() || accepts.test(path);
    }
    List<PathCertificate> named = issuersByName(certificate);
    Set<PathEnd> ends = EnumSet.noneOf(PathEnd.class);
    boolean anyStep = false;
    for (PathCertificate issuer : named) {
      Optional<PathEnd> end = endAt(certificate, issuer);
      if (end.isPresent()) {
        ends.add(end.get());
        continue;
      }
      anyStep = true;
      if (extend(issuer, accepts)) {
        return true;
      }
    }
    if (!anyStep) {
      remember(endOf(certificate, named, ends));
    }
    return false;
  }

  /** Why the path cannot go on to an issuer; empty where it can. */
  private Optional<PathEnd> endAt(ParsedCertificate certificate, PathCertificate issuer) {
    switch (signatures.check(certificate, issuer.certificate())) {
      case SignatureResult.Wrong wrong -> {
        return Optional.of(PathEnd.ISSUER_SIGNATURE_WRONG);
      }
      case SignatureResult.NotChecked unknown -> {
        rememberUnchecked(issuer);
        return Optional.of(PathEnd.SIGNATURE_NOT_CHECKED);
      }
      case SignatureResult.Verified good -> {}
    }
    if (isOnPath(issuer.certificate())) {
      return Optional.of(PathEnd.LOOP);
    }
    return stack.size() == WorkBudget.PATH_LENGTH
        ? Optional.of(PathEnd.TOO_LONG)
        : Optional.empty();
  }

  /** The issuer is shown, too: what is to be said is about its key. */
  private void rememberUnchecked(PathCertificate issuer) {
    if (isOnPath(issuer.certificate()) || stack.size() == WorkBudget.PATH_LENGTH) {
      return;
    }
    stack.addLast(issuer);
    remember(PathEnd.SIGNATURE_NOT_CHECKED);
    stack.removeLast();
  }

  /** A leaf that is itself an anchor is one only where nobody else issued it. */
  private boolean isAnchorHere(ParsedCertificate certificate) {
    return anchors.anchors().contains(certificate)
        && (stack.size() > 1 || certificate.isSelfIssued());
  }

  /** The same certificate, or the same name and key in another certificate, would be a loop. */
  private boolean isOnPath(ParsedCertificate certificate) {
    return stack.stream().anyMatch(step -> step.certificate().isSameEntityAs(certificate));
  }

  /** Everybody with the issuer's name, the most promising first; each certificate once. */
  private List<PathCertificate> issuersByName(ParsedCertificate certificate) {
    List<PathCertificate> issuers = new ArrayList<>();
    withSubject(certificate.issuer())
        .forEach((one, origin) -> issuers.add(new PathCertificate(one, origin)));
    issuers.sort(preference.forIssuersOf(certificate, anchors));
    return issuers;
  }

  private Map<ParsedCertificate, Origin> withSubject(DirectoryName subject) {
    Map<ParsedCertificate, Origin> found = new LinkedHashMap<>();
    bundle.withSubject(subject).forEach(one -> found.put(one, Origin.BUNDLE));
    anchors.anchors().withSubject(subject).forEach(one -> found.putIfAbsent(one, Origin.ANCHOR));
    store.intermediates().withSubject(subject).forEach(one -> found.putIfAbsent(one, Origin.STORE));
    return found;
  }

  /** Of several reasons, the one that says most of what to do. */
  private PathEnd endOf(
      ParsedCertificate certificate, List<PathCertificate> named, Set<PathEnd> ends) {
    if (certificate.isSelfIssued() && signatures.check(certificate, certificate).isVerified()) {
      return PathEnd.SELF_SIGNED;
    }
    if (named.isEmpty()) {
      return PathEnd.ISSUER_MISSING;
    }
    Optional<PathEnd> end =
        Stream.of(PathEnd.TOO_LONG, PathEnd.LOOP, PathEnd.SIGNATURE_NOT_CHECKED)
            .filter(ends::contains)
            .findFirst();
    if (end.isPresent()) {
      return end.get();
    }
    return named.stream()
            .allMatch(issuer -> SignatureVerifier.isOfItsScheme(certificate, issuer.certificate()))
        ? PathEnd.ISSUER_SIGNATURE_WRONG
        : PathEnd.ISSUER_KEY_OF_ANOTHER_SCHEME;
  }

  private void remember(PathEnd end) {
    if (!furthest.isAnchored() && stack.size() >= furthest.length()) {
      furthest = new CandidatePath(stack, end);
    }
  }
}
