package dev.pinwheel.runtime.engine.reading;

import dev.pinwheel.runtime.engine.FatalEngineException;
import dev.pinwheel.runtime.engine.order.Dispatcher;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets partitions go in the middle of a rebalance. The rule behind it: a handler has ended before
 * its partition has another owner, or two would work on one key (promise G2). On the consumer's
 * thread, which the rebalance waits for.
 */
public final class PartitionHandover {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionHandover.class);

  private final Dispatcher dispatcher;
  private final Duration patience;
  private final Duration rebalanceLimit;

  /**
   * @param patience how long handlers may go on, and how long their commit may take
   * @param rebalanceLimit how long a handler may take to end after its interrupt
   */
  public PartitionHandover(Dispatcher dispatcher, Duration patience, Duration rebalanceLimit) {
    this.dispatcher = dispatcher;
    this.patience = patience;
    this.rebalanceLimit = rebalanceLimit;
  }

  /** Finishes and commits what runs, within the time; gives the rest up. */
  void giveBack(Set<PartitionLease> leases) {
    try {
      dispatcher.beginToEnd(leases);
      if (!dispatcher.awaitHandlers(leases, patience)) {
        LOG.info("interrupting handlers of partitions that were revoked");
        interrupt(leases);
      }
      // Not in time is no loss: the next owner handles again what was not committed.
      dispatcher.commits().awaitCommits(leases, patience);
      dispatcher.end(leases);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Gives everything up: another member may own these partitions already. */
  void drop(Set<PartitionLease> leases) {
    try {
      dispatcher.beginToEnd(leases);
      dispatcher.end(leases);
      interrupt(leases);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void interrupt(Set<PartitionLease> leases) throws InterruptedException {
    dispatcher.interrupt(leases);
    if (!dispatcher.awaitHandlers(leases, rebalanceLimit)) {
      throw new FatalEngineException(
          "a handler did not end after its interrupt; only the end of the process ends it");
    }
  }
}
