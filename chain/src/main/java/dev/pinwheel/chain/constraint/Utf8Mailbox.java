package dev.pinwheel.chain.constraint;

import dev.pinwheel.chain.name.AttributeText;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;

/** Mailboxes whose local part is not ASCII: SmtpUTF8Mailbox, an otherName (RFC 9598 section 3). */
final class Utf8Mailbox {

  /** id-on-SmtpUTF8Mailbox. */
  private static final ASN1ObjectIdentifier TYPE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9");

  private Utf8Mailbox() {}

  static boolean isOne(GeneralName name) {
    return name.getTagNo() == GeneralName.otherName
        && OtherName.getInstance(name.getName()).getTypeID().equals(TYPE);
  }

  /** Empty where the value is no UTF8String. */
  static Optional<String> text(GeneralName mailbox) {
    ASN1Encodable value = OtherName.getInstance(mailbox.getName()).getValue();
    ASN1Encodable content =
        value instanceof ASN1TaggedObject tagged ? tagged.getExplicitBaseObject() : value;
    return content.toASN1Primitive() instanceof ASN1UTF8String text
        ? AttributeText.of(text).map(AttributeText::text)
        : Optional.empty();
  }
}
