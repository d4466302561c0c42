package dev.pinwheel.runtime.engine;

import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Failures of Kafka's clients, sorted by who can repair them. */
public enum ClientFault {
  /** Passes by itself: the engine waits and tries again. */
  PASSING,
  /** An operator grants a right or repairs credentials: the engine waits, not ready meanwhile. */
  REFUSED,
  /** Nothing that a wait would change: the process ends. */
  FATAL;

  /** Sorts a failure of the consumer: what is not known to pass is fatal. */
  static ClientFault ofConsumer(Throwable failure) {
    if (isRefusal(failure)) {
      return REFUSED;
    }
    if (neverPasses(failure) || Causes.any(failure, InvalidOffsetException.class)) {
      return FATAL;
    }
    return Causes.any(failure, RetriableException.class)
            || Causes.any(failure, ApplicationRecoverableException.class)
        ? PASSING
        : FATAL;
  }

  /** Sorts a failure of the producer: a new producer with the same id starts from a known state. */
  public static ClientFault ofProducer(Throwable failure) {
    if (isRefusal(failure)) {
      return REFUSED;
    }
    return neverPasses(failure) ? FATAL : PASSING;
  }

  private static boolean isRefusal(Throwable failure) {
    return Causes.any(failure, AuthorizationException.class)
        || Causes.any(failure, AuthenticationException.class);
  }

  private static boolean neverPasses(Throwable failure) {
    return Causes.any(failure, FatalEngineException.class)
        || Causes.any(failure, FencedInstanceIdException.class)
        || Causes.any(failure, UnsupportedVersionException.class)
        || Causes.any(failure, ConfigException.class);
  }
}
