package dev.pinwheel.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks with {@code DescribeTransactions}. Not thread-safe. */
public final class DescribedTransaction implements LastTransaction {

  private static final Logger LOG = LoggerFactory.getLogger(DescribedTransaction.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final String transactionalId;
  private final Supplier<Admin> admins;
  private Optional<Generation> takenBack = Optional.empty();

  /** Every end of a transaction gives its producer another epoch (KIP-890). */
  private record Generation(long producerId, int epoch) {
    static Generation of(TransactionDescription description) {
      return new Generation(description.producerId(), description.producerEpoch());
    }
  }

  public DescribedTransaction(String transactionalId, Supplier<Admin> admins) {
    this.transactionalId = transactionalId;
    this.admins = admins;
  }

  @Override
  public End end() {
    Optional<TransactionDescription> description = describe();
    if (description.isEmpty()) {
      return End.COMMITTED;
    }
    return switch (description.get().state()) {
      case EMPTY, PREPARE_COMMIT, COMPLETE_COMMIT -> End.COMMITTED;
      case ONGOING -> End.OPEN;
      case PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE ->
          description.map(Generation::of).equals(takenBack) ? End.TAKEN_BACK : End.GIVEN_UP;
      case UNKNOWN ->
          throw new KafkaException(
              "the coordinator tells a state of " + transactionalId + " that is not known here");
    };
  }

  /** Where that cannot be told, the abort is taken for the broker's own later. */
  @Override
  public void takenBack() {
    try {
      takenBack = describe().map(Generation::of);
    } catch (KafkaException e) {
      LOG.info("an abort is not remembered: {}", e.toString());
    }
  }

  private Optional<TransactionDescription> describe() {
    try (Admin admin = admins.get()) {
      return Optional.of(
          admin
              .describeTransactions(
                  List.of(transactionalId),
                  new DescribeTransactionsOptions().timeoutMs((int) LIMIT.toMillis()))
              .description(transactionalId)
              .get());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return Optional.empty();
      }
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
