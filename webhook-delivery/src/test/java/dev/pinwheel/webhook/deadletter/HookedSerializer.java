package dev.pinwheel.webhook.deadletter;

import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** The serializer, with something happening before each record: inside an open transaction. */
public final class HookedSerializer implements Serializer<SpecificRecord> {

  static final AtomicReference<Runnable> HOOK = new AtomicReference<>(() -> {});

  private final PinwheelAvroSerializer<SpecificRecord> serializer = new PinwheelAvroSerializer<>();

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    serializer.configure(settings, isKey);
  }

  @Override
  public byte[] serialize(String topic, SpecificRecord record) {
    HOOK.get().run();
    return serializer.serialize(topic, record);
  }

  @Override
  public void close() {
    serializer.close();
  }
}
