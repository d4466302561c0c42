package dev.pinwheel.chain.finding;

/** What a violation is about. */
public sealed interface Location {

  /**
   * One certificate of the path.
   *
   * @param position 0 for the leaf
   * @param subject RFC 2253 subject, fit to be printed
   */
  record AtCertificate(int position, String subject) implements Location {}

  /**
   * One block of a PEM text.
   *
   * @param number from 1, blocks that hold no certificate counted
   */
  record AtBlock(int number) implements Location {}

  /**
   * One backup pin.
   *
   * @param number from 1
   */
  record AtBackupPin(int number) implements Location {}

  /** The certificate that is being replaced, whose pin is the fallback. */
  record AtPrevious() implements Location {}

  /** The request as a whole: its text, its pins, or the path. */
  record WholeRequest() implements Location {}
}
