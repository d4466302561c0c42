package dev.pinwheel.stack.simulator.tls;

import java.util.Locale;
import java.util.Optional;

/** Host names of targets: the id, in lower case, under one domain. */
public final class TargetHosts {

  private static final String DOMAIN = ".targets.pinwheel.test";

  private TargetHosts() {}

  public static String hostOf(String targetId) {
    return targetId.toLowerCase(Locale.ROOT) + DOMAIN;
  }

  /** The label of a target's host; empty for any other host. */
  static Optional<String> labelOf(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(DOMAIN)
        ? Optional.of(lower.substring(0, lower.length() - DOMAIN.length()))
        : Optional.empty();
  }
}
