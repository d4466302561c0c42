package dev.pinwheel.executor.platform;

import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.config.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tokens by client credentials: one cached for each place, and one refresh at a time however many
 * wait for it.
 */
public final class TokenSource {

  /** A short-lived token is refreshed when this part of its life is left, if that is later. */
  private static final int SHORTEST_SKEW_DIVISOR = 4;

  private final PlatformClient client;
  private final Clock clock;
  private final Credentials credentials;
  private final ConcurrentMap<PlatformPlace, Slot> slots = new ConcurrentHashMap<>();

  /**
   * What a token is asked for with.
   *
   * @param skew how long before its end a token is refreshed
   * @param refusedPause how long refused credentials are not tried again
   */
  public record Credentials(
      String clientId, Secret clientSecret, Duration skew, Duration refusedPause) {}

  public TokenSource(PlatformClient client, Clock clock, Credentials credentials) {
    this.client = client;
    this.clock = clock;
    this.credentials = credentials;
  }

  /** A token for a place; waits for a refresh that is under way, or starts one. */
  public TokenAnswer token(PlatformPlace place) throws InterruptedException {
    CompletableFuture<TokenAnswer> answer =
        slots.computeIfAbsent(place, Slot::new).heldOrRefreshing();
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a token refresh ended without an answer", e);
    }
  }

  /** The platform refused this token: it is not handed out again. */
  public void refuse(PlatformPlace place, Secret token) {
    slots.computeIfAbsent(place, Slot::new).drop(token);
  }

  /** What is held for one place. The lock guards the fields; no I/O happens under it. */
  private final class Slot {

    private final ReentrantLock lock = new ReentrantLock();
    private final PlatformPlace place;
    private CompletableFuture<TokenAnswer> held = CompletableFuture.completedFuture(null);
    private Instant heldUntil = Instant.MIN;

    Slot(PlatformPlace place) {
      this.place = place;
    }

    CompletableFuture<TokenAnswer> heldOrRefreshing() {
      lock.lock();
      try {
        boolean refreshing = !held.isDone();
        if (!refreshing && !clock.instant().isBefore(heldUntil)) {
          CompletableFuture<TokenAnswer> refresh = new CompletableFuture<>();
          held = refresh;
          // On a thread of its own, so that a waiter that is given up does not take the others'
          // refresh along.
          Thread.ofVirtual().name("token-refresh").start(() -> refresh(refresh));
        }
        return held;
      } finally {
        lock.unlock();
      }
    }

    void drop(Secret token) {
      lock.lock();
      try {
        if (held.isDone()
            && held.getNow(null) instanceof TokenAnswer.Granted granted
            && granted.token() == token) {
          heldUntil = Instant.MIN;
        }
      } finally {
        lock.unlock();
      }
    }

    private void refresh(CompletableFuture<TokenAnswer> waited) {
      try {
        // Before the exchange, since the lifetime counts from when the platform made the token.
        Instant asked = clock.instant();
        Exchange exchange =
            client.tokenExchange(place.auth(), credentials.clientId(), credentials.clientSecret());
        switch (TokenGrant.of(exchange, clock.instant())) {
          case TokenGrant.Token granted ->
              hold(
                  waited,
                  new TokenAnswer.Granted(granted.token()),
                  asked.plus(granted.lifetime()).minus(skew(granted.lifetime())));
          case TokenGrant.CredentialsRefused no ->
              hold(
                  waited,
                  new TokenAnswer.NotGranted(new Reaction.Refused(no.failure())),
                  asked.plus(credentials.refusedPause()));
          case TokenGrant.NotNow later ->
              hold(waited, new TokenAnswer.NotGranted(later.reaction()), Instant.MIN);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        hold(waited, interrupted(), Instant.MIN);
      } catch (RuntimeException e) {
        waited.completeExceptionally(e);
      }
    }

    private void hold(CompletableFuture<TokenAnswer> waited, TokenAnswer answer, Instant until) {
      lock.lock();
      try {
        heldUntil = until;
        waited.complete(answer);
      } finally {
        lock.unlock();
      }
    }

    private Duration skew(Duration lifetime) {
      Duration part = lifetime.dividedBy(SHORTEST_SKEW_DIVISOR);
      return part.compareTo(credentials.skew()) < 0 ? part : credentials.skew();
    }

    private TokenAnswer interrupted() {
      return new TokenAnswer.NotGranted(
          new Reaction.Again(
              Failure.of(FailureCode.PLATFORM_UNAVAILABLE, "the token refresh was interrupted"),
              Optional.empty()));
    }
  }
}
