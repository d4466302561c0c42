package dev.pinwheel.stack.scenario;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Rotations that are asked for over HTTP at a steady rate, as long as it is open. Whoever gets no
 * answer asks again with the same ids, and what was late because of it comes at once then.
 */
final class SteadyLoad {

  private static final int BATCHES_PER_SECOND = 5;

  private final Requests requests;
  private final int batch;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("steady-load").factory());
  private final ScheduledFuture<?> asking;

  private SteadyLoad(Requests requests, int perSecond) {
    this.requests = requests;
    this.batch = Math.max(1, perSecond / BATCHES_PER_SECOND);
    asking =
        thread.scheduleAtFixedRate(this::ask, 0, 1000 / BATCHES_PER_SECOND, TimeUnit.MILLISECONDS);
  }

  static SteadyLoad begin(Requests requests, int perSecond) {
    return new SteadyLoad(requests, perSecond);
  }

  /** Ends the load; all that was planned is accepted then. */
  void end() throws InterruptedException, ExecutionException {
    thread.shutdown();
    ScenarioRun.eventually().until(thread::isTerminated);
    if (!asking.isCancelled()) {
      asking.get(); // it ended by itself: what went wrong
    }
  }

  private void ask() {
    List<Asked> planned = requests.plan(batch);
    ScenarioRun.eventually().until(() -> taken(planned));
  }

  private boolean taken(List<Asked> planned) {
    try {
      return requests.tryOverHttp(planned) == 202;
    } catch (IOException e) {
      return false; // no answer in time: it may have been taken all the same
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
