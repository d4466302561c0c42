package dev.pinwheel.schemas;

/**
 * Headers of a request that lay outside of its target's home partition, or under another key, and
 * was brought home: a second record of the same bytes, of which the first had no effect. Whoever
 * reads the topic sees both and takes this one for a copy.
 */
public final class BroughtHome {

  /** When the broker appended the original: epoch milliseconds as decimal text. */
  public static final String ACKNOWLEDGED_AT = "pinwheel-acknowledged-at";

  /** Where the original lies, as {@code topic-partition@offset}. */
  public static final String BROUGHT_FROM = "pinwheel-brought-from";

  private BroughtHome() {}
}
