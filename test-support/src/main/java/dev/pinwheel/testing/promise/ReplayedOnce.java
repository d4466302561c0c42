package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookRetry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** G7. */
final class ReplayedOnce implements Promise {

  @Override
  public String number() {
    return "G7";
  }

  @Override
  public String sentence() {
    return "A replay neither loses nor repeats";
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    Map<UUID, Long> sentAgain =
        evidence.events(WebhookRetry.class).stream()
            .filter(retry -> retry.getReplays() > 0 && retry.getCausationId() != null)
            .map(WebhookRetry::getCausationId)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    Set<UUID> letters =
        evidence.events(WebhookDeadLettered.class).stream()
            .map(WebhookDeadLettered::getEventId)
            .collect(Collectors.toSet());
    List<String> breaches = new ArrayList<>();
    for (UUID letter : new HashSet<>(evidence.replayed())) {
      long times = sentAgain.getOrDefault(letter, 0L);
      if (times != 1) {
        breaches.add("the dead letter " + letter + " entered again " + times + " times");
      }
      if (!letters.contains(letter)) {
        breaches.add("a replay of a dead letter that does not exist: " + letter);
      }
    }
    return breaches;
  }
}
