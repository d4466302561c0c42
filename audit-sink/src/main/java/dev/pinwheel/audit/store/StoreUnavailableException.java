package dev.pinwheel.audit.store;

/**
 * The store did not do what it was asked, and it may do it later. Whether a write went through is
 * unknown: the offsets in the store tell.
 */
public final class StoreUnavailableException extends Exception {

  private final String sqlState;

  /**
   * A failure.
   *
   * @param sqlState five characters; empty where there was no SQL error
   * @param message without the values of a statement, which are events
   */
  public StoreUnavailableException(String sqlState, String message, Throwable cause) {
    super(sqlState.isEmpty() ? message : "SQLSTATE " + sqlState + ": " + message, cause);
    this.sqlState = sqlState;
  }

  public String sqlState() {
    return sqlState;
  }
}
