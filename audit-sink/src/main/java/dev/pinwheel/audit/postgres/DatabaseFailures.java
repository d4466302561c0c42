package dev.pinwheel.audit.postgres;

import dev.pinwheel.audit.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** Makes a failure of the store out of what JDBC and its layers throw. */
final class DatabaseFailures {

  private DatabaseFailures() {}

  /**
   * The failure, without statement and values: both the driver and Jdbi put them into their
   * messages, and the values are whole events.
   */
  static StoreUnavailableException of(Throwable thrown) {
    Optional<SQLException> found = sqlException(thrown);
    if (found.isEmpty()) {
      return new StoreUnavailableException("", thrown.getClass().getSimpleName(), thrown);
    }
    SQLException sql = found.get();
    String state = Optional.ofNullable(sql.getSQLState()).orElse("");
    return new StoreUnavailableException(state, message(sql), thrown);
  }

  /** The innermost SQL exception: what the server or the connection said. */
  static Optional<SQLException> sqlException(Throwable thrown) {
    Optional<SQLException> innermost = Optional.empty();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        innermost = Optional.of(sql);
      }
    }
    return innermost;
  }

  private static String message(SQLException sql) {
    if (sql instanceof PSQLException answered && answered.getServerErrorMessage() != null) {
      return answered.getServerErrorMessage().getMessage();
    }
    return sql instanceof PSQLException ? sql.getMessage() : sql.getClass().getSimpleName();
  }
}
