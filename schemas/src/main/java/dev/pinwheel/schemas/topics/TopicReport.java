package dev.pinwheel.schemas.topics;

import java.util.List;

/**
 * What an application of the catalogue did.
 *
 * @param changed differences that were there and are gone; empty when there was nothing to do
 * @param remaining differences that are still there, read from the cluster afterwards
 */
public record TopicReport(List<TopicDifference> changed, List<TopicDifference> remaining) {

  public TopicReport {
    changed = List.copyOf(changed);
    remaining = List.copyOf(remaining);
  }
}
