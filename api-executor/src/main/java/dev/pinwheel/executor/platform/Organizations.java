package dev.pinwheel.executor.platform;

import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.schemas.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The organisations side by side, and which one a target belongs to. */
public final class Organizations implements AutoCloseable {

  private final List<OrganizationAccess> all;

  private Organizations(List<OrganizationAccess> all) {
    this.all = all;
  }

  /**
   * Prepares access to each.
   *
   * @throws IllegalArgumentException naming what of a TLS setting cannot be used
   */
  public static Organizations of(List<Organization> configured, Duration timeout, Clock clock) {
    return new Organizations(
        configured.stream().map(one -> OrganizationAccess.of(one, timeout, clock)).toList());
  }

  public List<OrganizationAccess> all() {
    return all;
  }

  /**
   * Chooses by the organisation that the target names, otherwise by its region. An organisation
   * whose id is not configured is everybody's only where it is the only one.
   */
  public OrganizationChoice choose(Target target) {
    String wanted = Optional.ofNullable(target.getOrganizationId()).orElse("");
    List<OrganizationAccess> candidates =
        all.stream().filter(one -> wanted.isEmpty() || isMeant(one, wanted)).toList();
    if (candidates.isEmpty()) {
      return none(
          FailureCode.ORGANIZATION_NOT_CONFIGURED,
          "%s is none of this executor's organisations %s".formatted(wanted, names(all)));
    }
    String region = target.getRegion();
    if (candidates.stream().allMatch(one -> place(one, region).isEmpty())) {
      return none(
          FailureCode.REGION_UNKNOWN,
          "%s is none of %s".formatted(region, candidates.getFirst().regions().names()));
    }
    List<OrganizationAccess> inRegion =
        candidates.stream()
            .filter(one -> one.organization().isIn(region) && place(one, region).isPresent())
            .toList();
    if (inRegion.size() == 1) {
      OrganizationAccess access = inRegion.getFirst();
      return new OrganizationChoice.Chosen(access, place(access, region).orElseThrow());
    }
    return none(
        FailureCode.ORGANIZATION_NOT_CONFIGURED,
        inRegion.isEmpty()
            ? "none of %s is in the region %s".formatted(names(candidates), region)
            : "the request names no organisation, and %s are in the region %s"
                .formatted(names(inRegion), region));
  }

  private boolean isMeant(OrganizationAccess one, String wanted) {
    return one.organization().isCalled(wanted)
        || (all.size() == 1 && one.organization().id().isEmpty());
  }

  private static Optional<PlatformPlace> place(OrganizationAccess access, String region) {
    return access.regions().place(access.organization().name(), region);
  }

  private static List<String> names(List<OrganizationAccess> organizations) {
    return organizations.stream()
        .map(OrganizationAccess::organization)
        .map(one -> one.id().map(id -> one.name() + " (" + id + ")").orElse(one.name()))
        .toList();
  }

  private static OrganizationChoice none(FailureCode code, String message) {
    return new OrganizationChoice.None(Failure.of(code, message));
  }

  @Override
  public void close() {
    all.forEach(OrganizationAccess::close);
  }
}
