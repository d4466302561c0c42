package dev.pinwheel.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Whether the broker aborted the last transaction of an id by itself, because it ran out of time.
 * Only then may partitions hold what a {@link TransactionSweep} has to end. After a commit they
 * must not be swept: a broker that was killed right after it may have forgotten the marks of that
 * commit in the same way, and the next commit sets them.
 */
public final class GivenUpTransaction {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private GivenUpTransaction() {}

  /**
   * Asks the coordinator; to be called before anything that changes its state.
   *
   * @throws KafkaException where it does not answer; it may be asked again
   */
  public static boolean of(String transactionalId, Supplier<Admin> admins) {
    try (Admin admin = admins.get()) {
      TransactionState state =
          admin
              .describeTransactions(
                  List.of(transactionalId),
                  new DescribeTransactionsOptions().timeoutMs((int) LIMIT.toMillis()))
              .description(transactionalId)
              .get()
              .state();
      return state == TransactionState.PREPARE_ABORT || state == TransactionState.COMPLETE_ABORT;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return false;
      }
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
