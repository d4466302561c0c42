package dev.pinwheel.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificData;

/**
 * Writes the golden files of schemas that have none yet. It never touches a file that is there:
 * what was written once must be readable for ever. The README beside the files has the command.
 */
public final class GoldenFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenFiles() {}

  /** Takes the folder, and the version to write for every schema that lacks it, such as v2. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (Schema schema : eventSchemas()) {
      write(folder, schema.getName() + "." + arguments[1], schema);
      write(folder, schema.getName() + "." + arguments[1] + "-required", requiredOnly(schema));
    }
  }

  /** The schema of every kind of event on the catalogue's topics. */
  static List<Schema> eventSchemas() {
    return Topics.all().stream()
        .flatMap(topic -> topic.value().stream())
        .distinct()
        .map(type -> SpecificData.get().getSchema(type))
        .toList();
  }

  /** What a writer uses that knows none of the optional fields, in nested records neither. */
  private static Schema requiredOnly(Schema schema) throws IOException {
    JsonNode json = JSON.readTree(schema.toString());
    removeOptional(json);
    return new Schema.Parser().parse(json.toString());
  }

  private static void removeOptional(JsonNode json) {
    Iterator<JsonNode> fields = json.path("fields").elements();
    while (fields.hasNext()) {
      if (fields.next().has("default")) {
        fields.remove();
      }
    }
    json.forEach(GoldenFiles::removeOptional);
  }

  private static void write(Path folder, String name, Schema schema) throws IOException {
    GenericRecord sample = SampleEvents.full(schema);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(sample, EncoderFactory.get().directBinaryEncoder(bytes, null));
    writeOnce(folder.resolve(name + ".avsc"), JSON.readTree(schema.toString()).toPrettyString());
    writeOnce(folder.resolve(name + ".hex"), HexFormat.of().formatHex(bytes.toByteArray()));
    writeOnce(folder.resolve(name + ".json"), json(sample));
  }

  /** Avro's own JSON encoding, without conversions of logical types. */
  static String json(GenericRecord record) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), text, true);
    write(record, encoder);
    return text.toString(StandardCharsets.UTF_8);
  }

  private static void write(GenericRecord record, Encoder encoder) throws IOException {
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
  }

  private static void writeOnce(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, text + "\n");
    }
  }
}
