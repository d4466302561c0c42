package dev.pinwheel.validator;

import dev.pinwheel.chain.policy.PolicySet;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.schemas.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies in force: the shipped ones and an operator's folder, which is looked at again while
 * the process runs. A folder that cannot be used stops the start; later it changes nothing: the
 * last good one stays in force, and {@link #fault} says so.
 */
public final class PolicyCatalogue {

  /** How soon a change counts, where rotations are asked for. */
  static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(PolicyCatalogue.class);

  private final Optional<Path> folder;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Current current;

  /**
   * What is in force.
   *
   * @param seen the folder when it was last looked at; empty where it could not be read
   * @param lookedAt EPOCH before the first look
   * @param fault why the folder as it was seen is not in force; empty where it is
   */
  private record Current(
      PolicySet policies, Optional<PolicyFolder> seen, Instant lookedAt, Optional<String> fault) {}

  private PolicyCatalogue(Optional<Path> folder, Current start) {
    this.folder = folder;
    this.current = start;
  }

  public static PolicyCatalogue shipped() {
    return new PolicyCatalogue(
        Optional.empty(),
        new Current(PolicySet.shipped(), Optional.empty(), Instant.EPOCH, Optional.empty()));
  }

  /**
   * The shipped templates with the files of a folder.
   *
   * @throws IllegalArgumentException with every fault of every file
   */
  public static PolicyCatalogue of(Path folder) {
    PolicyFolder seen = PolicyFolder.read(folder);
    return new PolicyCatalogue(
        Optional.of(folder),
        new Current(seen.policies(), Optional.of(seen), Instant.EPOCH, Optional.empty()));
  }

  /**
   * What holds for a target, from the folder as it was at most {@link #LOOKED_AT_EVERY} ago.
   *
   * @param kind any but UNKNOWN
   */
  public PolicyTemplate forTarget(TargetKind kind, String region, String target, Instant now) {
    folder.ifPresent(path -> refresh(path, now));
    return forTarget(kind, region, target);
  }

  /** What holds for a target, without another look at the folder. */
  public PolicyTemplate forTarget(TargetKind kind, String region, String target) {
    return current.policies().forTarget(kind, region, target);
  }

  /** Why the folder as it is now is not in force; empty where it is. */
  public Optional<String> fault() {
    return current.fault();
  }

  /** One looks, and the others go on with what is in force. */
  private void refresh(Path path, Instant now) {
    if (now.isBefore(current.lookedAt().plus(LOOKED_AT_EVERY)) || !looking.tryLock()) {
      return;
    }
    try {
      current = look(path, now);
    } finally {
      looking.unlock();
    }
  }

  private Current look(Path path, Instant now) {
    Optional<PolicyFolder> seen = Optional.empty();
    try {
      seen = Optional.of(PolicyFolder.read(path));
      if (seen.equals(current.seen())) {
        return new Current(current.policies(), seen, now, current.fault());
      }
      PolicySet policies = seen.get().policies();
      LOG.info("the policies of {} changed and are in force", path);
      return new Current(policies, seen, now, Optional.empty());
    } catch (IllegalArgumentException e) {
      Optional<String> fault = Optional.of(String.valueOf(e.getMessage()));
      if (!fault.equals(current.fault())) {
        LOG.error(
            "the policies of {} cannot be used, THE OLD ONES STAY IN FORCE: {}",
            path,
            e.getMessage());
      }
      return new Current(current.policies(), seen, now, fault);
    }
  }
}
