package dev.pinwheel.chain.constraint;

import dev.pinwheel.chain.name.HostName;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * E-mail addresses: a subtree is one mailbox, every mailbox of a host, or with a period in front
 * every mailbox of the hosts below a domain. Only the host is compared without regard to case (RFC
 * 5280 section 7.5).
 */
record MailForm() implements NameForm {

  @Override
  public boolean isValidBase(GeneralName base) {
    String text = base.getName().toString();
    int at = text.indexOf('@');
    if (at >= 0) {
      return isMailbox(text);
    }
    return HostNames.isHost(HostNames.lower(text.startsWith(".") ? text.substring(1) : text));
  }

  @Override
  public Match match(GeneralName name, GeneralName base) {
    Optional<String> presented =
        Utf8Mailbox.isOne(name)
            ? Utf8Mailbox.text(name).flatMap(MailForm::withAsciiHost)
            : Optional.of(name.getName().toString()).filter(MailForm::isMailbox);
    if (presented.isEmpty()) {
      return Match.NOT_COMPARABLE;
    }
    String mailbox = presented.get();
    String subtree = base.getName().toString();
    String host = host(mailbox);
    boolean inside;
    if (subtree.indexOf('@') >= 0) {
      inside = local(mailbox).equals(local(subtree)) && host.equals(host(subtree));
    } else if (subtree.startsWith(".")) {
      inside = HostNames.isBelow(host, HostNames.lower(subtree.substring(1)));
    } else {
      inside = host.equals(HostNames.lower(subtree));
    }
    return inside ? Match.INSIDE : Match.OUTSIDE;
  }

  /** A local part, one commercial at, and a host; quoted local parts are not compared. */
  private static boolean isMailbox(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at == text.lastIndexOf('@')
        && text.chars().limit(at).noneMatch(c -> c <= ' ' || c > '~' || c == '"')
        && HostNames.isHost(host(text));
  }

  /**
   * RFC 9598 section 3 wants the host in ASCII, and RFC 8398, which it replaces, wanted U-labels:
   * both are read. The local part may have any character but blanks, control characters, quotes and
   * a further commercial at.
   */
  private static Optional<String> withAsciiHost(String text) {
    int at = text.indexOf('@');
    boolean plain =
        at > 0
            && at == text.lastIndexOf('@')
            && text.codePoints().limit(text.codePointCount(0, at)).allMatch(MailForm::isOfAWord);
    return plain
        ? HostName.ascii(text.substring(at + 1))
            .filter(HostNames::isHost)
            .map(host -> text.substring(0, at + 1) + host)
        : Optional.empty();
  }

  private static boolean isOfAWord(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> character != '"';
    };
  }

  private static String local(String mailbox) {
    return mailbox.substring(0, mailbox.indexOf('@'));
  }

  private static String host(String mailbox) {
    return HostNames.lower(mailbox.substring(mailbox.indexOf('@') + 1));
  }
}
