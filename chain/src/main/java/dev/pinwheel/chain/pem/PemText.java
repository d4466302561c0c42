package dev.pinwheel.chain.pem;

import dev.pinwheel.chain.certificate.OtherContent;
import dev.pinwheel.chain.finding.ShellWord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a PEM file. What stands outside of the blocks may be any bytes (RFC 7468 section 2):
 * they are read as UTF-8 where they are, and else as Latin-1, which has a character for every byte.
 */
public final class PemText {

  private static final int SEQUENCE = 0x30;
  private static final String BEGIN = "-----BEGIN ";

  private PemText() {}

  /**
   * Reads a whole file.
   *
   * @param name how a command would name the file
   * @throws NotPemException for UTF-16, and for what is no text but a certificate or a container,
   *     with the command that makes PEM of it
   */
  public static String of(byte[] content, String name) throws NotPemException {
    if (isUtf16(content)) {
      throw new NotPemException(
          "it is text in UTF-16, as the shells of Windows write it; UTF-8 is made of it by: iconv"
              + " -f UTF-16 -t UTF-8 %s > %s"
                  .formatted(ShellWord.of(name), ShellWord.of(name + ".utf8")));
    }
    String bytes = new String(content, StandardCharsets.ISO_8859_1);
    if (content.length > 0 && content[0] == SEQUENCE && !bytes.contains(BEGIN)) {
      throw new NotPemException(binary(content, name));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return bytes;
    }
  }

  /** By its byte order mark, or by the dashes of a boundary, of which every second byte is zero. */
  public static boolean isUtf16(byte[] content) {
    if (content.length > 1
        && ((content[0] == (byte) 0xff && content[1] == (byte) 0xfe)
            || (content[0] == (byte) 0xfe && content[1] == (byte) 0xff))) {
      return true;
    }
    return isUtf16(new String(content, StandardCharsets.ISO_8859_1));
  }

  /** Whether a text was UTF-16 before somebody took it for bytes of characters. */
  static boolean isUtf16(String text) {
    return text.contains("-\0-\0-\0-\0-\0B\0E\0") || text.contains("\0-\0-\0-\0-\0-\0B\0E");
  }

  private static String binary(byte[] content, String name) {
    Optional<OtherContent> other = OtherContent.of(content);
    String from = "-in %s -out %s".formatted(ShellWord.of(name), ShellWord.of(name + ".pem"));
    return switch (other.orElse(OtherContent.PUBLIC_KEY)) {
      case PKCS7 ->
          "it is not text, but a PKCS #7 container in DER; its certificates become PEM with:"
              + " openssl pkcs7 -inform der -print_certs "
              + from;
      case PKCS12 ->
          "it is not text, but a PKCS #12 container; its certificates become PEM with: openssl"
              + " pkcs12 -nokeys "
              + from;
      case PRIVATE_KEY, SIGNING_REQUEST, REVOCATION_LIST ->
          "it is not text, but %s in DER".formatted(other.orElseThrow().text());
      case PUBLIC_KEY ->
          "it is not text. A DER certificate becomes PEM with: openssl x509 -inform der " + from;
    };
  }
}
