package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Certificates, found by their subject (compared as RFC 5280 section 7.1 says). */
public final class CertificatePool {

  public static final CertificatePool EMPTY = new CertificatePool(List.of());

  private final Set<ParsedCertificate> certificates;
  private final Map<DirectoryName, List<ParsedCertificate>> bySubject;

  public CertificatePool(Collection<ParsedCertificate> certificates) {
    this.certificates = new LinkedHashSet<>(certificates);
    this.bySubject = new HashMap<>();
    for (ParsedCertificate certificate : this.certificates) {
      bySubject
          .computeIfAbsent(certificate.subject(), subject -> new ArrayList<>(1))
          .add(certificate);
    }
  }

  /** These and those. */
  CertificatePool and(Collection<ParsedCertificate> more) {
    List<ParsedCertificate> all = new ArrayList<>(certificates);
    all.addAll(more);
    return new CertificatePool(all);
  }

  public List<ParsedCertificate> withSubject(DirectoryName subject) {
    return bySubject.getOrDefault(subject, List.of());
  }

  boolean contains(ParsedCertificate certificate) {
    return certificates.contains(certificate);
  }

  public int size() {
    return certificates.size();
  }
}
