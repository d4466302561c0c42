package dev.pinwheel.stack.simulator.sip;

import java.time.Duration;

/**
 * What a carrier's registrar asks for, and how it can be hard to please.
 *
 * @param realm of its accounts
 * @param qop what it offers: {@code auth}, {@code auth-int}, both with a comma, or nothing
 * @param algorithm such as {@code MD5} or {@code SHA-256}
 * @param nonceLifetime how long an answer to a challenge is taken; after it the challenge is
 *     repeated with {@code stale=true}
 * @param clockAhead how far its {@code Date} is ahead of the true time
 */
public record RegistrarManners(
    String realm, String qop, String algorithm, Duration nonceLifetime, Duration clockAhead) {

  /** MD5 with {@code auth}, nonces for half a minute, the right time. */
  public static RegistrarManners usual(String realm) {
    return new RegistrarManners(realm, "auth", "MD5", Duration.ofSeconds(30), Duration.ZERO);
  }

  public RegistrarManners withQop(String offered) {
    return new RegistrarManners(realm, offered, algorithm, nonceLifetime, clockAhead);
  }

  public RegistrarManners withAlgorithm(String name) {
    return new RegistrarManners(realm, qop, name, nonceLifetime, clockAhead);
  }

  public RegistrarManners withNonceLifetime(Duration time) {
    return new RegistrarManners(realm, qop, algorithm, time, clockAhead);
  }

  public RegistrarManners withClockAhead(Duration time) {
    return new RegistrarManners(realm, qop, algorithm, nonceLifetime, time);
  }
}
