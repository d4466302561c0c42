package dev.pinwheel.chain.name;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A distinguished name. Two are equal where RFC 5280 section 7.1 says so: attribute by attribute,
 * whichever string types they are written in, without regard to case and to extra blanks.
 */
public final class DirectoryName {

  private final X500Name structure;
  private final List<Set<NameAttribute>> parts;
  private final int hash;

  private DirectoryName(X500Name structure) {
    this.structure = structure;
    this.parts = new ArrayList<>(structure.size());
    for (RDN rdn : structure.getRDNs()) {
      parts.add(compared(rdn));
    }
    this.hash = parts.hashCode();
  }

  /** What a comparison with a subtree of names can come to. */
  public enum Relation {
    /** The name is the subtree's or continues it. */
    INSIDE,
    OUTSIDE,
    /** Nobody can say: what differs is no text, or a text that may be read in several ways. */
    NOT_COMPARABLE
  }

  public static DirectoryName of(X500Name structure) {
    return new DirectoryName(structure);
  }

  public static DirectoryName of(X500Principal name) {
    return new DirectoryName(X500Name.getInstance(name.getEncoded()));
  }

  /**
   * Reads RFC 2253's spelling.
   *
   * @throws IllegalArgumentException where the text is not in it
   */
  public static DirectoryName parse(String text) {
    try {
      return of(new X500Principal(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a common name or an RFC 2253 name such as CN=Example CA,O=Example; an equals"
              + " sign or a comma inside of a value has a backslash before it",
          e);
    }
  }

  /** This name with one more part at its end (RFC 5280 section 4.2.1.13, relative names). */
  public DirectoryName extended(RDN part) {
    RDN[] own = structure.getRDNs();
    RDN[] longer = Arrays.copyOf(own, own.length + 1);
    longer[own.length] = part;
    return new DirectoryName(new X500Name(longer));
  }

  /** The texts of all attributes of a type; a value that is no text is left out. */
  public List<String> texts(ASN1ObjectIdentifier type) {
    return Arrays.stream(structure.getRDNs())
        .map(RDN::getTypesAndValues)
        .flatMap(Arrays::stream)
        .filter(attribute -> attribute.getType().equals(type))
        .flatMap(attribute -> AttributeText.of(attribute.getValue()).stream())
        .map(AttributeText::text)
        .toList();
  }

  /** Whether two texts are the same value of an attribute. */
  public static boolean isSameText(String one, String other) {
    return FoldedText.of(one).equals(FoldedText.of(other));
  }

  /** Where this name stands to a subtree of names (RFC 5280 section 4.2.1.10). */
  public Relation relationTo(DirectoryName subtree) {
    if (parts.size() < subtree.parts.size()) {
      return Relation.OUTSIDE;
    }
    Relation relation = Relation.INSIDE;
    for (int i = 0; i < subtree.parts.size(); i++) {
      if (parts.get(i).equals(subtree.parts.get(i))) {
        continue;
      }
      if (!mayBe(parts.get(i), subtree.parts.get(i))) {
        return Relation.OUTSIDE;
      }
      relation = Relation.NOT_COMPARABLE;
    }
    return relation;
  }

  private static boolean mayBe(Set<NameAttribute> part, Set<NameAttribute> other) {
    return part.size() == other.size()
        && part.stream()
            .filter(attribute -> !other.contains(attribute))
            .allMatch(attribute -> other.stream().anyMatch(attribute::mayBe));
  }

  private static Set<NameAttribute> compared(RDN rdn) {
    if (!rdn.isMultiValued()) {
      return Set.of(NameAttribute.of(rdn.getFirst()));
    }
    Set<NameAttribute> attributes = new HashSet<>();
    for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
      attributes.add(NameAttribute.of(attribute));
    }
    return attributes;
  }

  private byte[] encoded() {
    try {
      return structure.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a name that was read cannot be encoded", e);
    }
  }

  /** In RFC 2253's spelling. */
  public String text() {
    return new X500Principal(encoded()).getName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DirectoryName name && hash == name.hash && parts.equals(name.parts);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return text();
  }
}
