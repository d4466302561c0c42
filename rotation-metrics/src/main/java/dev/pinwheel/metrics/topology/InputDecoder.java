package dev.pinwheel.metrics.topology;

import static dev.pinwheel.metrics.topology.Decoded.Code.NAME_TOO_LONG;
import static dev.pinwheel.metrics.topology.Decoded.Code.UNDECODABLE;
import static dev.pinwheel.metrics.topology.Decoded.Code.UNEXPECTED_TYPE;
import static dev.pinwheel.metrics.topology.Decoded.Code.VALUE_MISSING;

import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.serde.SchemaRefusedException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decodes records of the input topics. Whatever a record holds, the answer is a value: an exception
 * would end the thread, and the record would be met again.
 */
final class InputDecoder {

  /** Names go into the keys of stores and topics, where a megabyte of name would not fit. */
  static final int LONGEST_NAME = 500;

  private final Map<String, Topic> inputs;
  private final Deserializer<SpecificRecord> values;

  InputDecoder(Collection<Topic> inputs, Deserializer<SpecificRecord> values) {
    this.inputs = inputs.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
    this.values = values;
  }

  /**
   * Decodes one record.
   *
   * @throws RuntimeException where the record is not to blame: the registry does not answer, or
   *     denies access
   */
  Decoded decode(String topic, Headers headers, byte[] value) {
    if (value == null) {
      return new Decoded.Unusable(VALUE_MISSING, "", "the record has no value");
    }
    // a deserializer may make something else than its type argument promises
    Object decoded;
    try {
      decoded = values.deserialize(topic, headers, value);
    } catch (RuntimeException e) {
      if (TransientFailure.is(e) || e instanceof SchemaRefusedException) {
        throw e;
      }
      return undecodable(e);
    } catch (StackOverflowError e) {
      // bytes that nest too deeply: a restart would only meet them again
      return undecodable(e);
    }
    Optional<Class<? extends SpecificRecord>> expected = inputs.get(topic).value();
    return expected.isPresent() && expected.get().isInstance(decoded)
        ? event(expected.get().cast(decoded))
        : new Decoded.Unusable(
            UNEXPECTED_TYPE,
            "",
            "decoded as " + (decoded == null ? "nothing" : decoded.getClass().getName()));
  }

  private static Decoded event(SpecificRecord event) {
    String target = TargetKey.of((Target) field(event, "target"));
    String code = event instanceof RotationFailed failed ? failed.getCode() : "";
    int longest = Math.max(target.length(), code.length());
    return longest > LONGEST_NAME
        ? new Decoded.Unusable(NAME_TOO_LONG, "", "a name of " + longest + " characters")
        : new Decoded.Event(target, (Instant) field(event, "occurredAt"), event);
  }

  /** Every input event has these fields; the test of the topology's inputs says so. */
  private static Object field(SpecificRecord event, String name) {
    return event.get(event.getSchema().getField(name).pos());
  }

  private static Decoded undecodable(Throwable cause) {
    return new Decoded.Unusable(
        UNDECODABLE, cause.getClass().getName(), String.valueOf(cause.getMessage()));
  }
}
