package dev.pinwheel.audit.kafka;

import dev.pinwheel.runtime.kafka.ClusterFault;
import dev.pinwheel.runtime.service.Service.Health;
import java.util.Optional;

/** How the sink is. Written by the consumer thread alone, read by any. */
final class SinkCondition {

  private volatile boolean assigned;
  private volatile boolean positioned;
  private volatile Optional<String> problem = Optional.of("not started");
  private volatile Optional<String> death = Optional.empty();

  /** Partitions were assigned, though perhaps none. */
  void assigned() {
    assigned = true;
  }

  /** Whether the store was asked for the position of every partition. */
  void positioned(boolean all) {
    positioned = all;
  }

  /**
   * Something is in the way.
   *
   * @return true where it was not before
   */
  boolean hindered(String why) {
    boolean news = !problem.equals(Optional.of(why));
    problem = Optional.of(why);
    return news;
  }

  /**
   * Nothing is in the way.
   *
   * @return true where something was before
   */
  boolean working() {
    boolean news = problem.isPresent();
    problem = Optional.empty();
    return news;
  }

  void died(Throwable cause) {
    death = Optional.of(ClusterFault.inWords(cause));
  }

  Health health() {
    if (death.isPresent()) {
      return new Health(false, false, "the consumer thread ended: " + death.get());
    }
    if (problem.isPresent()) {
      return new Health(true, false, problem.get());
    }
    if (!assigned) {
      return new Health(true, false, "no partitions assigned yet");
    }
    return positioned
        ? new Health(true, true, "recording")
        : new Health(true, false, "asking the database for offsets");
  }
}
