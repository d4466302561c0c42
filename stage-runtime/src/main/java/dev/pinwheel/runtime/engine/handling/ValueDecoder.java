package dev.pinwheel.runtime.engine.handling;

import dev.pinwheel.runtime.engine.Causes;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.serde.SchemaRefusedException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decodes values with the configured deserializer. A consumer calls its deserializer from one
 * thread, so it need not be thread-safe: a few of them are handed around between handlers.
 */
public final class ValueDecoder<I> implements AutoCloseable {

  /** What a record's bytes are. */
  sealed interface Decoded<I> {

    record Value<I>(I value) implements Decoded<I> {}

    record Unusable<I>(QuarantineCode code, String exception, String message)
        implements Decoded<I> {}

    /** Something that decoding needs does not answer; the same bytes may be good later. */
    record Unavailable<I>(Exception cause) implements Decoded<I> {}
  }

  private final BlockingQueue<Deserializer<?>> deserializers;
  private final Map<String, Topic> inputs;

  public ValueDecoder(
      Supplier<Deserializer<?>> deserializer, int parallel, Collection<Topic> inputs) {
    this.deserializers = new ArrayBlockingQueue<>(parallel);
    for (int i = 0; i < parallel; i++) {
      deserializers.add(deserializer.get());
    }
    this.inputs = inputs.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
  }

  Decoded<I> decode(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    if (record.value() == null) {
      return new Decoded.Unusable<>(QuarantineCode.VALUE_MISSING, "", "the record has no value");
    }
    Object value;
    try {
      value = deserialize(record);
    } catch (RuntimeException e) {
      return Transient.is(e) || isRefused(e) ? new Decoded.Unavailable<>(e) : undecodable(e);
    } catch (StackOverflowError e) {
      // Bytes that nest too deeply: restarting would only meet them again.
      return undecodable(e);
    }
    Optional<? extends Class<?>> expected =
        Optional.ofNullable(inputs.get(record.topic())).flatMap(Topic::value);
    if (value == null || (expected.isPresent() && !expected.get().isInstance(value))) {
      return new Decoded.Unusable<>(
          QuarantineCode.UNEXPECTED_TYPE,
          "",
          "decoded as " + (value == null ? "nothing" : value.getClass().getName()));
    }
    @SuppressWarnings("unchecked") // the stage understands every value of its input topics
    I event = (I) value;
    return new Decoded.Value<>(event);
  }

  @Override
  public void close() {
    deserializers.forEach(Deserializer::close);
  }

  private Object deserialize(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Deserializer<?> deserializer = deserializers.take();
    try {
      return deserializer.deserialize(record.topic(), record.headers(), record.value());
    } finally {
      deserializers.add(deserializer);
    }
  }

  /** Wrong credentials of ours say nothing about the bytes: they wait until somebody mends them. */
  private static boolean isRefused(Throwable failure) {
    return Causes.any(failure, SchemaRefusedException.class::isInstance);
  }

  private static <I> Decoded<I> undecodable(Throwable cause) {
    return new Decoded.Unusable<>(
        QuarantineCode.UNDECODABLE, cause.getClass().getName(), String.valueOf(cause.getMessage()));
  }
}
