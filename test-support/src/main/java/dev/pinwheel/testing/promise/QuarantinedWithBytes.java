package dev.pinwheel.testing.promise;

import java.util.List;

/** G9. */
final class QuarantinedWithBytes implements Promise {

  @Override
  public String number() {
    return "G9";
  }

  @Override
  public String sentence() {
    return "A record that cannot be decoded is quarantined with its bytes and coordinates";
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    return evidence.garbage().stream()
        .filter(record -> !evidence.quarantined().contains(record))
        .map(
            record ->
                record.topic()
                    + "-"
                    + record.partition()
                    + "@"
                    + record.offset()
                    + " is not in the quarantine")
        .toList();
  }
}
