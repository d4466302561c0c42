package dev.pinwheel.audit.kafka;

import dev.pinwheel.schemas.serde.UndecodableRecordException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Tells an event, bytes that are none, and a registry that does not answer apart, for whichever
 * deserializer the operator chose.
 */
final class RecordDecoder {

  static final String NO_VALUE = "NO_VALUE";
  static final String NO_RECORD = "NO_RECORD";
  static final String NOT_DECODABLE = "NOT_DECODABLE";

  private final Deserializer<?> deserializer;

  RecordDecoder(Deserializer<?> deserializer) {
    this.deserializer = deserializer;
  }

  /**
   * Decodes a value.
   *
   * @param value null for a record without one
   * @throws DecoderUnavailableException where it is worth trying again
   */
  Decoding decode(String topic, Headers headers, byte[] value) throws DecoderUnavailableException {
    if (value == null) {
      return new Decoding.Undecodable(NO_VALUE, "the record has no value");
    }
    try {
      return deserializer.deserialize(topic, headers, value) instanceof IndexedRecord event
          ? new Decoding.Event(event)
          : new Decoding.Undecodable(NO_RECORD, "the value is no Avro record");
    } catch (UndecodableRecordException e) {
      return new Decoding.Undecodable(e.code().name(), e.detail());
    } catch (RuntimeException e) {
      if (isWorthRetrying(e)) {
        throw new DecoderUnavailableException(e);
      }
      return new Decoding.Undecodable(NOT_DECODABLE, e.getClass().getSimpleName());
    }
  }

  /**
   * Deserializers say "the bytes are bad" by SerializationException or by a bug of their own. Other
   * Kafka exceptions are about the registry: it is down, or refuses us, until somebody helps. Some
   * wrap a broken connection into SerializationException, so its causes are looked at.
   */
  private static boolean isWorthRetrying(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException
          || cause instanceof SocketException
          || cause instanceof UnknownHostException
          || cause instanceof HttpTimeoutException
          || cause instanceof InterruptedIOException
          || cause instanceof SSLException) {
        return true;
      }
    }
    return thrown instanceof KafkaException && !(thrown instanceof SerializationException);
  }
}
