package dev.pinwheel.runtime.engine;

/** Metrics of an engine; each has the {@code stage} label besides those named here. */
public enum EngineMeter {
  IN_FLIGHT("pinwheel.engine.in.flight", "records in handlers now"),
  WAITING("pinwheel.engine.waiting", "records that wait for a retry now"),
  BUFFERED("pinwheel.engine.buffered", "records read and not yet committed"),
  BUFFERED_BYTES("pinwheel.engine.buffered.bytes", "bytes of the records read and not committed"),
  ASSIGNED("pinwheel.engine.partitions.assigned", "partitions that are assigned"),
  PAUSED("pinwheel.engine.partitions.paused", "partitions that are not read from for now"),
  LAG("pinwheel.engine.lag", "records in the assigned partitions that were not read yet"),
  LEDGER("pinwheel.engine.ledger.entries", "identities remembered for deduplication"),
  FORGOTTEN("pinwheel.engine.ledger.forgotten", "identities forgotten at the ledger's limit"),
  HANDLED("pinwheel.engine.handled", "records done, counted once committed", "outcome"),
  RETRIES("pinwheel.engine.retries", "calls after which a record had to wait", "cause"),
  QUARANTINED("pinwheel.engine.quarantined", "records in quarantine, once committed", "code"),
  BROUGHT_HOME(
      "pinwheel.engine.brought.home",
      "records that lay where their target is not kept in order, brought there, once committed",
      "reason"),
  HANDLER_TIME("pinwheel.engine.handler", "time of one call of the handler"),
  COMMIT_TIME("pinwheel.engine.commit", "time of one committed transaction"),
  ABORTED("pinwheel.engine.aborted", "transactions that were not committed"),
  RECOVERIES("pinwheel.engine.recoveries", "returns to what is committed, after a failure"),
  REBALANCES("pinwheel.engine.rebalances", "changes of the assignment", "change");

  private final String meter;
  private final String help;
  private final String label;

  EngineMeter(String meter, String help) {
    this(meter, help, "");
  }

  EngineMeter(String meter, String help, String label) {
    this.meter = meter;
    this.help = help;
    this.label = label;
  }

  /** Name in Micrometer's form. */
  public String meter() {
    return meter;
  }

  /** What it measures, in words. */
  public String help() {
    return help;
  }

  /** Label besides {@code stage}; empty where it has none. */
  public String label() {
    return label;
  }
}
