package dev.pinwheel.chain.key;

import dev.pinwheel.chain.der.DerCursor;
import dev.pinwheel.chain.der.MalformedDerException;
import dev.pinwheel.chain.finding.ShellWord;
import dev.pinwheel.chain.pem.PemText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Reads the public half of a PEM private key: PKCS #8, PKCS #1 or SEC 1, in any text around it. It
 * makes no String of the key, wipes every array that it makes, and never says anything of what it
 * read. The array that it is given is its owner's to wipe.
 */
public final class PrivateKeyReader {

  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] END = ascii("-----END ");
  private static final byte[] DASHES = ascii("-----");
  private static final byte[] ENCRYPTED_HEADER = ascii("Proc-Type: 4,ENCRYPTED");
  private static final int LONGEST_LABEL = 64;

  private PrivateKeyReader() {}

  /**
   * Reads a key.
   *
   * @param pem ASCII; not changed
   * @param name how a command would name the key's file
   */
  public static KeyReading read(byte[] pem, String name) {
    if (PemText.isUtf16(pem)) {
      return new KeyReading.Unreadable(
          "the file is text in UTF-16, as the shells of Windows write it, and must be UTF-8");
    }
    List<Block> keys = keys(pem);
    if (keys.isEmpty() && isDer(pem)) {
      return new KeyReading.Unreadable(
          "it is not PEM but DER; PEM is made of it by: openssl pkey -inform der -in %s -out %s"
              .formatted(ShellWord.of(name), ShellWord.of(name + ".pem")));
    }
    if (keys.size() != 1) {
      return new KeyReading.Unreadable(
          keys.isEmpty()
              ? "there is no PEM block with a private key in it"
              : "there are several private keys in it");
    }
    Block block = keys.getFirst();
    if (block.label.equals("ENCRYPTED PRIVATE KEY")
        || indexOf(pem, ENCRYPTED_HEADER, block.start, block.end) >= 0) {
      return new KeyReading.Encrypted(
          "openssl pkey -in %s -out %s"
              .formatted(ShellWord.of(name), ShellWord.of(name + ".decrypted")));
    }
    byte[] der = new byte[0];
    try {
      der = decoded(pem, block);
      DerCursor cursor = new DerCursor(der);
      return switch (block.label) {
        case "PRIVATE KEY" -> new KeyReading.Read(KeyStructures.pkcs8(cursor));
        case "RSA PRIVATE KEY" -> new KeyReading.Read(KeyStructures.pkcs1(cursor));
        case "EC PRIVATE KEY" -> new KeyReading.Read(KeyStructures.sec1(cursor));
        default ->
            new KeyReading.Unreadable(
                "a block %s is none of PKCS #8, PKCS #1 and SEC 1".formatted(block.label));
      };
    } catch (MalformedDerException e) {
      return new KeyReading.Unreadable("the key cannot be read: " + e.getMessage());
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /**
   * The key itself as PKCS #8 in DER (RFC 5958 section 2), for whoever must use it.
   *
   * @param pem what {@link #read} has read; not changed
   * @return its owner's to wipe
   * @throws IllegalArgumentException for what {@link #read} cannot read, without any of it
   */
  public static byte[] pkcs8(byte[] pem) {
    List<Block> keys = keys(pem);
    if (keys.size() != 1) {
      throw new IllegalArgumentException("there is not one private key in it");
    }
    byte[] der = new byte[0];
    try {
      der = decoded(pem, keys.getFirst());
      return switch (keys.getFirst().label) {
        case "RSA PRIVATE KEY" -> KeyStructures.pkcs8OfPkcs1(der);
        case "EC PRIVATE KEY" -> KeyStructures.pkcs8OfSec1(der);
        default -> der.clone();
      };
    } catch (MalformedDerException | IOException e) {
      throw new IllegalArgumentException("the private key in it cannot be read", e);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** A block's content, from after its BEGIN line to before its END line. */
  private record Block(String label, int start, int end) {}

  private static List<Block> keys(byte[] pem) {
    List<Block> keys = new ArrayList<>();
    int begin = indexOf(pem, BEGIN, 0, pem.length);
    while (begin >= 0) {
      int label = begin + BEGIN.length;
      int labelEnd = indexOf(pem, DASHES, label, Math.min(pem.length, label + LONGEST_LABEL));
      int start = labelEnd < 0 ? label : labelEnd + DASHES.length;
      int end = indexOf(pem, DASHES, start, pem.length);
      // a line of text that mentions a boundary is none
      if (labelEnd >= 0 && end >= 0 && isAtLineStart(pem, begin) && isEnd(pem, end)) {
        String text = new String(pem, label, labelEnd - label, StandardCharsets.US_ASCII);
        if (text.endsWith("PRIVATE KEY")) {
          keys.add(new Block(text, start, end));
        }
      }
      begin = indexOf(pem, BEGIN, start, pem.length);
    }
    return keys;
  }

  private static boolean isAtLineStart(byte[] pem, int boundary) {
    for (int index = boundary - 1; index >= 0; index--) {
      if (pem[index] == '\n' || pem[index] == '\r') {
        return true;
      }
      if (!Character.isWhitespace(pem[index]) && (pem[index] & 0x80) == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEnd(byte[] pem, int dashes) {
    return indexOf(pem, END, dashes, Math.min(pem.length, dashes + END.length)) == dashes;
  }

  /** A SEQUENCE whose length fits: no text begins so. */
  private static boolean isDer(byte[] content) {
    try {
      DerCursor cursor = new DerCursor(content);
      cursor.sequence();
      return cursor.length() == 0;
    } catch (MalformedDerException e) {
      return false;
    }
  }

  private static byte[] decoded(byte[] pem, Block block) throws MalformedDerException {
    byte[] base64 = new byte[block.end - block.start];
    int length = 0;
    try {
      for (int index = block.start; index < block.end; index++) {
        if (!Character.isWhitespace(pem[index])) {
          base64[length++] = pem[index];
        }
      }
      byte[] exact = Arrays.copyOf(base64, length);
      try {
        return Base64.getDecoder().decode(exact);
      } finally {
        Arrays.fill(exact, (byte) 0);
      }
    } catch (IllegalArgumentException e) {
      // the decoder's message would repeat a character of the key
      throw new MalformedKeyException("it is not base64");
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private static int indexOf(byte[] text, byte[] sought, int from, int to) {
    for (int start = from; start <= to - sought.length; start++) {
      if (Arrays.equals(text, start, start + sought.length, sought, 0, sought.length)) {
        return start;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
