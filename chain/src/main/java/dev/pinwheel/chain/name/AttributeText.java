package dev.pinwheel.chain.name;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1NumericString;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.ASN1VisibleString;

/**
 * The text of an attribute of a name, whichever string type it is written in.
 *
 * @param text as it is, neither escaped nor folded
 * @param doubtful whether another reader may read other characters: a TeletexString is taken for
 *     ISO 8859-1, as its writers do, and T.61 has other characters beyond ASCII
 */
public record AttributeText(String text, boolean doubtful) {

  private static final Charset UTF_32 = Charset.forName("UTF-32BE");

  /** Reads a value; empty where it is no string, or is not one of its type. */
  public static Optional<AttributeText> of(ASN1Encodable value) {
    return switch (value.toASN1Primitive()) {
      case ASN1UTF8String utf8 -> checked(utf8);
      case ASN1PrintableString printable -> certain(printable.getString());
      case ASN1IA5String ia5 -> certain(ia5.getString());
      case ASN1NumericString numeric -> certain(numeric.getString());
      case ASN1VisibleString visible -> certain(visible.getString());
      case ASN1T61String teletex -> Optional.of(teletex(teletex.getString()));
      case ASN1BMPString bmp -> wellFormed(bmp.getString());
      case ASN1UniversalString universal -> fromUtf32(universal.getOctets());
      default -> Optional.empty();
    };
  }

  private static AttributeText teletex(String text) {
    return new AttributeText(text, !text.chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  private static Optional<AttributeText> certain(String text) {
    return Optional.of(new AttributeText(text, false));
  }

  /** Halves of surrogate pairs are no characters. */
  private static Optional<AttributeText> wellFormed(String text) {
    return StandardCharsets.UTF_16BE.newEncoder().canEncode(CharBuffer.wrap(text))
        ? certain(text)
        : Optional.empty();
  }

  private static Optional<AttributeText> checked(ASN1UTF8String utf8) {
    try {
      return certain(utf8.getString());
    } catch (IllegalArgumentException e) {
      // the octets are not UTF-8
      return Optional.empty();
    }
  }

  private static Optional<AttributeText> fromUtf32(byte[] octets) {
    try {
      return certain(UTF_32.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
