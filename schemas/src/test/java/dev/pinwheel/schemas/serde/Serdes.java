package dev.pinwheel.schemas.serde;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Configured serializers and records for tests. */
final class Serdes {

  static final RotationRequested REQUEST =
      RotationRequested.newBuilder()
          .setEventId(EventIds.of("event"))
          .setRotationId(EventIds.of("rotation"))
          .setOccurredAt(Instant.parse("2026-03-01T10:15:30.123456Z"))
          .setTarget(
              Target.newBuilder()
                  .setKind(TargetKind.OAUTH_CLIENT)
                  .setRegion("eu-west-2")
                  .setId("a1b2")
                  .build())
          .setServiceId("billing")
          .setRequestedBy("alice")
          .setCertificateChain("-----BEGIN CERTIFICATE-----")
          .build();

  private Serdes() {}

  static <T extends IndexedRecord> PinwheelAvroSerializer<T> serializer(
      String url, String... settings) {
    PinwheelAvroSerializer<T> serializer = new PinwheelAvroSerializer<>();
    serializer.configure(settings(url, settings), false);
    return serializer;
  }

  static <T extends IndexedRecord> PinwheelAvroDeserializer<T> deserializer(
      String url, String... settings) {
    PinwheelAvroDeserializer<T> deserializer = new PinwheelAvroDeserializer<>();
    deserializer.configure(settings(url, settings), false);
    return deserializer;
  }

  static Map<String, Object> settings(String url, String... settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("schema.registry.url", url);
    all.put("auto.register.schemas", "true");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return all;
  }

  /** The schema of a record of ours, after a change of its JSON. */
  static Schema changed(Schema schema, String from, String to) {
    String json = schema.toString();
    if (!json.contains(from)) {
      throw new IllegalArgumentException(from + " is not in " + json);
    }
    return new Schema.Parser().parse(json.replace(from, to));
  }
}
