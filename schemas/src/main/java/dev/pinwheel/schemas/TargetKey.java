package dev.pinwheel.schemas;

/**
 * The Kafka key of every event of a target, so that all of them stay in one partition, in order.
 */
public final class TargetKey {

  private TargetKey() {}

  /** The text {@code KIND/region/id}, such as {@code OAUTH_CLIENT/eu-west-2/a1b2}. */
  public static String of(Target target) {
    return target.getKind() + "/" + target.getRegion() + "/" + target.getId();
  }
}
