package dev.pinwheel.stack.evidence;

import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.genesys.CallMoment;
import dev.pinwheel.stack.simulator.genesys.Change;
import dev.pinwheel.testing.promise.Evidence.PlatformCall;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Notes when each call of the platform begins and when its effect is done, which is as far as two
 * writes of one target must not overlap. It has to be there before the first call.
 */
public final class PlatformWitness implements AutoCloseable {

  private record Noted(String target, boolean write, Instant startedAt, Instant endedAt) {}

  private final GenesysCloudSimulator platform;
  private final Clock clock;
  private final String region;
  private final Runnable stop;

  /** Guarded by itself; by the platform's request id, in the order of arrival. */
  private final Map<String, Noted> calls = new LinkedHashMap<>();

  public PlatformWitness(GenesysCloudSimulator platform, Clock clock, String region) {
    this.platform = platform;
    this.clock = clock;
    this.region = region;
    this.stop = platform.onCall(this::note);
  }

  /** What was seen; a call whose effect was never reached counts as ended when it began. */
  public List<PlatformCall> calls() {
    Map<String, Change> changes =
        platform.changes().stream()
            .collect(
                Collectors.toMap(Change::requestId, change -> change, (first, again) -> first));
    List<PlatformCall> seen = new ArrayList<>();
    synchronized (calls) {
      calls.forEach(
          (requestId, call) -> {
            Change change = changes.get(requestId);
            seen.add(
                new PlatformCall(
                    call.target(),
                    call.write(),
                    change != null,
                    change == null ? null : change.newPins().getFirst(),
                    call.startedAt(),
                    call.endedAt()));
          });
    }
    return seen;
  }

  @Override
  public void close() {
    stop.run();
  }

  private void note(CallMoment moment) {
    if (moment.kind().isEmpty() || moment.targetId().isEmpty()) {
      return; // a token, or nothing that is rotated
    }
    String target =
        moment.kind().get()
            + "/"
            + platform.regionOf(moment.kind().get(), moment.targetId().get()).orElse(region)
            + "/"
            + moment.targetId().get();
    Instant now = clock.instant();
    synchronized (calls) {
      calls.merge(
          moment.requestId(),
          new Noted(target, !moment.method().equals("GET"), now, now),
          (begun, ended) ->
              new Noted(begun.target(), begun.write(), begun.startedAt(), ended.endedAt()));
    }
  }
}
