package dev.pinwheel.schemas.serde;

import static dev.pinwheel.schemas.serde.UndecodableRecordException.Code.MALFORMED;
import static dev.pinwheel.schemas.serde.UndecodableRecordException.Code.TRAILING_BYTES;
import static dev.pinwheel.schemas.serde.UndecodableRecordException.Code.TRUNCATED;

import dev.pinwheel.schemas.MalformedUuidException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads records in Confluent's wire format. {@code value.deserializer} and {@code key.deserializer}
 * may name it; settings are Confluent's (see docs of {@code schema.registry.url}, {@code
 * specific.avro.reader} and {@code specific.avro.value.type}).
 *
 * <p>A generated class reads with its own schema, so that records of older and newer writers become
 * today's events. Safe for use by many threads after {@link #configure}.
 *
 * @param <T> {@code SpecificRecord} or a generated class, or {@code GenericRecord} with {@code
 *     specific.avro.reader=false}. It is not checked; {@code specific.avro.value.type} is.
 */
public final class PinwheelAvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {

  private RegistryClient registry;
  private ReadPlans plans;

  /** For Kafka, which calls {@link #configure} next. */
  public PinwheelAvroDeserializer() {}

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    SerdeConfig config = SerdeConfig.of(settings, isKey);
    registry = RegistryClient.of(settings);
    plans = new ReadPlans(config, registry::byId);
  }

  /**
   * Reads one record.
   *
   * @return null for null (a tombstone)
   * @throws UndecodableRecordException where the bytes can never become an event
   * @throws RegistryUnavailableException where the schema could not be fetched; worth repeating
   * @throws SchemaRefusedException where the registry denies access
   */
  @Override
  @SuppressWarnings("unchecked")
  public T deserialize(String topic, byte[] record) {
    if (record == null) {
      return null;
    }
    return switch (plans.of(WireFormat.schemaId(topic, record))) {
      case ReadPlan.Read(DatumReader<IndexedRecord> reader) -> (T) read(reader, topic, record);
      case ReadPlan.Refuse(UndecodableRecordException.Code code, String detail) ->
          throw new UndecodableRecordException(code, topic, detail);
    };
  }

  /**
   * Lengths that the bytes claim are checked by Avro against the bytes that are left, before
   * anything is allocated. Avro tells of malformed bytes by exceptions of many kinds, and all that
   * happens here concerns nothing but these bytes.
   */
  private static IndexedRecord read(
      DatumReader<IndexedRecord> reader, String topic, byte[] record) {
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(record, WireFormat.HEADER, record.length - WireFormat.HEADER, null);
    try {
      IndexedRecord value = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new UndecodableRecordException(
            TRAILING_BYTES, topic, "bytes are left after the record");
      }
      return value;
    } catch (UndecodableRecordException e) {
      throw e;
    } catch (MalformedUuidException e) {
      throw new UndecodableRecordException(MALFORMED, topic, e.getMessage(), e);
    } catch (EOFException e) {
      throw new UndecodableRecordException(TRUNCATED, topic, "the bytes end too early", e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UndecodableRecordException(MALFORMED, topic, e.getClass().getSimpleName(), e);
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
