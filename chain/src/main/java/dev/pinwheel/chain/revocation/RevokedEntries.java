package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.der.BerObject;
import dev.pinwheel.chain.der.DerCursor;
import dev.pinwheel.chain.der.MalformedDerException;
import dev.pinwheel.chain.name.DirectoryName;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CRLReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.Time;

/**
 * The entries of a CRL (RFC 5280 section 5.3), left in their encoding: there may be hundreds of
 * thousands, and somebody asks for one or two. Asking walks through all of them.
 */
final class RevokedEntries {

  /** A CRL that revokes nothing. */
  static final RevokedEntries NONE = new RevokedEntries(new DerCursor(new byte[0]));

  /**
   * Entries that name another issuer: a name costs as much to read as hundreds of plain entries.
   */
  static final int MOST_NAMED = 5_000;

  private static final int INTEGER = 0x02;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;

  /** YYMMDDHHMMSSZ, the only form that RFC 5280 section 4.1.2.5.1 has. */
  private static final int UTC_TIME_LENGTH = 13;

  private final DerCursor encoded;

  private RevokedEntries(DerCursor encoded) {
    this.encoded = encoded;
  }

  /** One entry, while it is looked at. */
  @FunctionalInterface
  private interface Visitor {
    void visit(DirectoryName certificateIssuer, DerCursor serial, DerCursor date, Extensions more)
        throws MalformedDerException;
  }

  /**
   * Reads the content of revokedCertificates.
   *
   * @param issuer the CRL's own
   * @param strange takes the extensions of each entry that has some
   * @param twice is told where two entries are about one certificate
   * @param content stays as it is
   * @throws MalformedDerException where an entry is none
   */
  static RevokedEntries read(
      DerCursor content, DirectoryName issuer, Consumer<Extensions> strange, Runnable twice)
      throws MalformedDerException {
    RevokedEntries entries = new RevokedEntries(content);
    SeenNumbers seen = new SeenNumbers(entries.count());
    entries.walk(
        issuer,
        (certificateIssuer, serial, date, extensions) -> {
          if (!seen.add(certificateIssuer.hashCode(), serial)) {
            twice.run();
          }
          if (extensions != null) {
            strange.accept(extensions);
          }
          entry(date, extensions);
        });
    return entries;
  }

  /**
   * The entry about a certificate; of several one that revokes it.
   *
   * @param issuer the CRL's own, which the entries are about unless one of them says otherwise
   */
  Optional<RevocationList.Entry> find(
      DirectoryName issuer, DirectoryName certificateIssuer, BigInteger serialNumber) {
    byte[] wanted = serialNumber.toByteArray();
    RevocationList.Entry[] found = new RevocationList.Entry[1];
    try {
      walk(
          issuer,
          (ofEntry, serial, date, extensions) -> {
            if ((found[0] == null || found[0].reason() == CRLReason.REMOVE_FROM_CRL)
                && Arrays.equals(
                    serial.array(),
                    serial.offset(),
                    serial.offset() + serial.length(),
                    wanted,
                    0,
                    wanted.length)
                && ofEntry.equals(certificateIssuer)) {
              found[0] = entry(date, extensions);
            }
          });
    } catch (MalformedDerException e) {
      throw new IllegalStateException("the entries were read before", e);
    }
    return Optional.ofNullable(found[0]);
  }

  private int count() throws MalformedDerException {
    int count = 0;
    for (DerCursor all = encoded.again(); all.length() > 0; count++) {
      all.sequence();
    }
    return count;
  }

  /**
   * An entry is about the certificate issuer of the nearest entry before it that names one, and
   * about the CRL's issuer where none does (RFC 5280 section 5.3.3).
   */
  private void walk(DirectoryName issuer, Visitor visitor) throws MalformedDerException {
    DirectoryName certificateIssuer = issuer;
    int named = 0;
    DerCursor all = encoded.again();
    while (all.length() > 0) {
      DerCursor entry = all.sequence();
      DerCursor serial = entry.element(INTEGER);
      DerCursor date = entry.whole();
      Extensions extensions =
          entry.has(SEQUENCE) ? Extensions.getInstance(entry.whole().copy()) : null;
      if (entry.length() > 0) {
        throw new MalformedDerException("an entry has more than RFC 5280 section 5.1 has");
      }
      Extension other =
          extensions == null ? null : extensions.getExtension(Extension.certificateIssuer);
      if (other != null) {
        if (++named > MOST_NAMED) {
          throw new MalformedDerException("more than " + MOST_NAMED + " entries name an issuer");
        }
        certificateIssuer = directoryName(other);
      }
      visitor.visit(certificateIssuer, serial, date, extensions);
    }
  }

  private static RevocationList.Entry entry(DerCursor date, Extensions extensions)
      throws MalformedDerException {
    Extension reason = extensions == null ? null : extensions.getExtension(Extension.reasonCode);
    return new RevocationList.Entry(
        instant(date), reason == null ? CRLReason.UNSPECIFIED : reason(reason));
  }

  private static CRLReason reason(Extension extension) {
    int code =
        org.bouncycastle.asn1.x509.CRLReason.getInstance(extension.getParsedValue())
            .getValue()
            .intValueExact();
    return Reasons.of(code);
  }

  /** The usual form is read here: the library's reader costs more than all the rest. */
  private static Instant instant(DerCursor date) throws MalformedDerException {
    byte[] der = date.copy();
    try {
      if ((der[0] & 0xff) == UTC_TIME && der[1] == UTC_TIME_LENGTH && der[der.length - 1] == 'Z') {
        int year = two(der, 2);
        // RFC 5280 section 4.1.2.5.1: from 50 on it is the century before
        return LocalDateTime.of(
                year + (year < 50 ? 2000 : 1900),
                two(der, 4),
                two(der, 6),
                two(der, 8),
                two(der, 10),
                two(der, 12))
            .toInstant(ZoneOffset.UTC);
      }
      return Time.getInstance(BerObject.read(der)).getDate().toInstant();
    } catch (IOException | IllegalStateException | DateTimeException e) {
      throw new MalformedDerException("an entry has no date");
    }
  }

  private static int two(byte[] digits, int at) {
    int tens = digits[at] - '0';
    int ones = digits[at + 1] - '0';
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
      throw new DateTimeException("no digits");
    }
    return 10 * tens + ones;
  }

  private static DirectoryName directoryName(Extension extension) {
    for (GeneralName name : GeneralNames.getInstance(extension.getParsedValue()).getNames()) {
      if (name.getTagNo() == GeneralName.directoryName) {
        return DirectoryName.of(X500Name.getInstance(name.getName()));
      }
    }
    throw new IllegalArgumentException("a certificateIssuer has no directory name");
  }

  /**
   * Which serial numbers were there, as 64 bits of each: were two of them alike by chance, or by
   * the will of the CA that signs the CRL, it would be refused for naming a certificate twice.
   */
  private static final class SeenNumbers {

    private final long[] slots;

    SeenNumbers(int count) {
      this.slots = new long[Math.max(2, Integer.highestOneBit(Math.max(1, count)) * 4)];
    }

    /** False where it was there before. */
    boolean add(int issuer, DerCursor serial) {
      long mark = mark(issuer, serial);
      int slot = (int) mark & (slots.length - 1);
      while (slots[slot] != 0) {
        if (slots[slot] == mark) {
          return false;
        }
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = mark;
      return true;
    }

    /**
     * FNV-1a with a last mixing, so that the low bits depend on all; never 0, the empty slot. The
     * issuer is mixed in first: hashes of names that are alike differ in a bit, as serials do.
     */
    private static long mark(int issuer, DerCursor serial) {
      long hash = (0xcbf29ce484222325L ^ issuer) * 0x9e3779b97f4a7c15L;
      for (int at = serial.offset(); at < serial.offset() + serial.length(); at++) {
        hash = (hash ^ (serial.array()[at] & 0xff)) * 0x100000001b3L;
      }
      hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 29;
      return hash == 0 ? 1 : hash;
    }
  }
}
