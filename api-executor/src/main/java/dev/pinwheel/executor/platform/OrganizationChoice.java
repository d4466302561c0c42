package dev.pinwheel.executor.platform;

import dev.pinwheel.executor.rotation.Failure;

/** Where a target is changed, or why nowhere. */
public sealed interface OrganizationChoice {

  /** There. */
  record Chosen(OrganizationAccess access, PlatformPlace place) implements OrganizationChoice {}

  /** Nowhere. */
  record None(Failure failure) implements OrganizationChoice {}
}
