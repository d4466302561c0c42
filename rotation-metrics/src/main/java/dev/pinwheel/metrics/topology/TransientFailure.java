package dev.pinwheel.metrics.topology;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tells failures that pass from those that stay. Kafka has a marker for it; Confluent's serializers
 * wrap the network's exceptions instead. Other I/O exceptions do not count: reading past the end of
 * damaged bytes is one of them.
 */
public final class TransientFailure {

  private static final int DEEPEST = 20;

  private static final List<Class<? extends Exception>> KINDS =
      List.of(
          RetriableException.class,
          SocketException.class,
          SocketTimeoutException.class,
          UnknownHostException.class,
          HttpTimeoutException.class);

  private TransientFailure() {}

  /** Whether the failure, or what caused it, is one that passes. */
  public static boolean is(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .anyMatch(cause -> KINDS.stream().anyMatch(kind -> kind.isInstance(cause)));
  }
}
