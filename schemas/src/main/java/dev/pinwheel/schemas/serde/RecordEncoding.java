package dev.pinwheel.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** Writes records by plan. */
final class RecordEncoding {

  private RecordEncoding() {}

  static byte[] encode(IndexedRecord record, WritePlan plan) throws IOException {
    IndexedRecord fitting =
        plan.schema().equals(record.getSchema()) ? record : reshaped(record, plan.schema());
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.writeBytes(WireFormat.header(plan.schemaId()));
    write(fitting, out);
    return out.toByteArray();
  }

  /**
   * The same record in another schema, as a reader with that schema would see it. Writing it with
   * that schema directly would mix up fields: generated classes find theirs by position.
   */
  private static IndexedRecord reshaped(IndexedRecord record, Schema schema) throws IOException {
    ByteArrayOutputStream own = new ByteArrayOutputStream(512);
    write(record, own);
    return new GenericDatumReader<IndexedRecord>(record.getSchema(), schema)
        .read(null, DecoderFactory.get().binaryDecoder(own.toByteArray(), null));
  }

  private static void write(IndexedRecord record, ByteArrayOutputStream out) throws IOException {
    DatumWriter<IndexedRecord> writer =
        record instanceof SpecificRecordBase specific
            ? new SpecificDatumWriter<>(specific.getSchema(), specific.getSpecificData())
            : new GenericDatumWriter<>(record.getSchema(), GenericData.get());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writer.write(record, encoder);
    encoder.flush();
  }
}
