package dev.pinwheel.chain.name;

import java.io.IOException;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;

/**
 * One attribute of a name, to be compared. Every text is compared without regard to case, as those
 * of RFC 5280's appendix A are, e-mail addresses among them (section 4.1.2.6).
 *
 * @param type object identifier
 * @param value folded text, or the DER in hexadecimal where it is no text (section 7.1: binary
 *     comparison)
 * @param isDoubtful whether an unequal value may mean the same; it takes no part in equality
 */
record NameAttribute(String type, boolean isText, String value, boolean isDoubtful) {

  static NameAttribute of(AttributeTypeAndValue attribute) {
    String type = attribute.getType().getId();
    return AttributeText.of(attribute.getValue())
        .map(text -> new NameAttribute(type, true, FoldedText.of(text.text()), text.doubtful()))
        .orElseGet(() -> new NameAttribute(type, false, hexadecimal(attribute.getValue()), true));
  }

  /** Whether nobody can say that the two are different values of one type. */
  boolean mayBe(NameAttribute other) {
    return type.equals(other.type) && (isDoubtful || other.isDoubtful);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NameAttribute attribute
        && type.equals(attribute.type)
        && isText == attribute.isText
        && value.equals(attribute.value);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + value.hashCode();
  }

  private static String hexadecimal(ASN1Encodable value) {
    try {
      return HexFormat.of().formatHex(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalArgumentException("an attribute of a name cannot be encoded", e);
    }
  }
}
