package dev.pinwheel.chain.key;

import dev.pinwheel.chain.der.DerCursor;
import dev.pinwheel.chain.der.MalformedDerException;
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
    List<Block> keys = keys(pem);
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
          "openssl pkey -in %s -out %s".formatted(quoted(name), quoted(name + ".decrypted")));
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
      if (labelEnd >= 0 && end >= 0) {
        String text = new String(pem, label, labelEnd - label, StandardCharsets.US_ASCII);
        if (text.endsWith("PRIVATE KEY")) {
          keys.add(new Block(text, start, end));
        }
      }
      begin = indexOf(pem, BEGIN, start, pem.length);
    }
    return keys;
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

  /** For a POSIX shell. */
  private static String quoted(String name) {
    return name.matches("[A-Za-z0-9._/-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
