package dev.pinwheel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SingleFlightCacheTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final SingleFlightCache<Integer, String> cache =
      new SingleFlightCache<>(2, text -> !text.startsWith("brief"));
  private final AtomicInteger fetches = new AtomicInteger();

  @Test
  void keepsWhatLasts() {
    assertThat(cache.get(1, this::fetch)).isEqualTo("fact 1");
    assertThat(cache.get(1, this::fetch)).isEqualTo("fact 1");

    assertThat(fetches).hasValue(1);
  }

  @Test
  void keepsNoMoreThanItsCapacity() {
    cache.get(1, this::fetch);
    cache.get(2, this::fetch);
    cache.get(3, this::fetch);

    cache.get(2, this::fetch);
    cache.get(3, this::fetch);
    assertThat(fetches).hasValue(3);

    cache.get(1, this::fetch);
    assertThat(fetches).hasValue(4);
  }

  @Test
  void forgetsWhatDoesNotLast() {
    assertThat(cache.get(1, key -> "brief")).isEqualTo("brief");
    assertThat(cache.get(1, this::fetch)).isEqualTo("fact 1");
  }

  @Test
  void forgetsFailures() {
    assertThatThrownBy(
            () ->
                cache.get(
                    1,
                    key -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(cache.get(1, this::fetch)).isEqualTo("fact 1");
  }

  @Test
  void whoeverWaitsSharesOneFetchAndItsFailure() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    List<Future<String>> waiting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      waiting.add(threads.submit(() -> cache.get(1, key -> failAfter(goOn))));
      Awaitility.await().atMost(LIMIT).until(() -> fetches.get() == 1);
      for (int i = 0; i < 20; i++) {
        waiting.add(threads.submit(() -> cache.get(1, key -> failAfter(goOn))));
      }
      goOn.countDown();
    }
    for (Future<String> result : waiting) {
      assertThatThrownBy(result::get).hasRootCauseMessage("no");
    }
  }

  @Test
  void anInterruptedFetchIsRepeatedByWhoeverWaits() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread leader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    cache.get(1, key -> failAfter(never));
                  } catch (RegistryUnavailableException e) {
                    failure.set(e);
                  }
                });
    Awaitility.await().atMost(LIMIT).until(() -> fetches.get() == 1);
    AtomicReference<String> found = new AtomicReference<>();
    Thread follower = Thread.ofPlatform().start(() -> found.set(cache.get(1, this::fetch)));
    Awaitility.await().atMost(LIMIT).until(() -> follower.getState() == Thread.State.WAITING);

    leader.interrupt();

    follower.join();
    leader.join();
    assertThat(failure.get()).isInstanceOf(RegistryUnavailableException.class);
    assertThat(found).hasValue("fact 1");
  }

  @Test
  void anInterruptedWaitIsRetriableAndKeepsTheFlag() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicReference<RegistryUnavailableException> failure = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread leader =
        Thread.ofVirtual()
            .start(
                () -> assertThatThrownBy(() -> cache.get(1, key -> failAfter(goOn))).isNotNull());
    Awaitility.await().atMost(LIMIT).until(() -> fetches.get() == 1);
    Thread follower =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    cache.get(1, this::fetch);
                  } catch (RegistryUnavailableException e) {
                    failure.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                  }
                });
    Awaitility.await().atMost(LIMIT).until(() -> follower.getState() == Thread.State.WAITING);

    follower.interrupt();
    follower.join();
    goOn.countDown();
    leader.join();

    assertThat(failure.get().code()).isEqualTo(RegistryUnavailableException.Code.INTERRUPTED);
    assertThat(flag).hasValue(true);
  }

  private String fetch(int key) {
    fetches.incrementAndGet();
    return "fact " + key;
  }

  private String failAfter(CountDownLatch latch) {
    fetches.incrementAndGet();
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException(
          RegistryUnavailableException.Code.INTERRUPTED, "interrupted", e);
    }
    throw new IllegalStateException("no");
  }
}
