package dev.pinwheel.runtime.engine.handling;

import dev.pinwheel.runtime.engine.Causes;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tells failures of a serializer that pass from those that stay. Kafka has a marker for it;
 * Confluent's serializers wrap the network's exceptions instead. Other I/O exceptions do not count:
 * reading past the end of damaged bytes is one of them.
 */
public final class Transient {

  private static final List<Class<? extends Exception>> KINDS =
      List.of(
          RetriableException.class,
          SocketException.class,
          SocketTimeoutException.class,
          UnknownHostException.class,
          HttpTimeoutException.class);

  private Transient() {}

  public static boolean is(Throwable failure) {
    return Causes.any(failure, cause -> KINDS.stream().anyMatch(kind -> kind.isInstance(cause)));
  }
}
