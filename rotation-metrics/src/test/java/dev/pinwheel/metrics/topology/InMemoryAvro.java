package dev.pinwheel.metrics.topology;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Events as bytes without a registry: the class's name, then Avro binary. */
final class InMemoryAvro {

  private InMemoryAvro() {}

  static Serde<SpecificRecord> serde() {
    return Serdes.serdeFrom(
        (topic, event) -> write(event), (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(SpecificRecord event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(event.getClass().getName());
      var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new SpecificDatumWriter<>(event.getSchema(), SpecificData.getForClass(event.getClass()))
          .write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new SerializationException(e);
    }
    return bytes.toByteArray();
  }

  private static SpecificRecord read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Class<? extends SpecificRecord> type =
          Class.forName(in.readUTF()).asSubclass(SpecificRecord.class);
      SpecificData data = SpecificData.getForClass(type);
      return new SpecificDatumReader<SpecificRecord>(
              data.getSchema(type), data.getSchema(type), data)
          .read(null, DecoderFactory.get().directBinaryDecoder(in, null));
    } catch (IOException | ClassNotFoundException e) {
      throw new SerializationException("no event", e);
    }
  }
}
