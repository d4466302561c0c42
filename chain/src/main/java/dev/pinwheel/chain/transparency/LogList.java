package dev.pinwheel.chain.transparency;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The logs that an operator knows, by their ids. Whoever can change it decides what is logged. */
public final class LogList {

  private final Map<String, TransparencyLog> byId;

  LogList(Collection<TransparencyLog> logs) {
    this.byId =
        logs.stream()
            .collect(Collectors.toUnmodifiableMap(TransparencyLog::id, Function.identity()));
  }

  Optional<TransparencyLog> withId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public int size() {
    return byId.size();
  }
}
