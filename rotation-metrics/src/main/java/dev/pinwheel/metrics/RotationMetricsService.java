package dev.pinwheel.metrics;

import dev.pinwheel.metrics.topology.QuarantineHandler;
import dev.pinwheel.metrics.topology.RotationMetricsTopology;
import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the topology in Kafka Streams, exactly once. */
final class RotationMetricsService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(RotationMetricsService.class);

  /** Less than the 10 s in which a process has to stop. */
  private static final Duration CLOSING = Duration.ofSeconds(8);

  /**
   * A thread that failed is replaced after this long, so that a broker that is down is not
   * hammered.
   */
  private static final Duration BEFORE_REPLACEMENT = Duration.ofSeconds(1);

  private static final String SERIALIZER = "value.serializer";
  private static final String DESERIALIZER = "value.deserializer";

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final MeterRegistry meters;

  RotationMetricsService(RotationMetricsConfig config, MeterRegistry meters) {
    this.meters = meters;
    RotationMetricsTopology topology =
        new RotationMetricsTopology(config.window(), config.grace(), config.interval());
    streams = new KafkaStreams(topology.build(values(config.kafka())), properties(config));
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.warn("a stream thread failed and is replaced", failure);
          LockSupport.parkNanos(BEFORE_REPLACEMENT.toNanos());
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    metrics = new KafkaStreamsMetrics(streams);
  }

  @Override
  public void start() {
    metrics.bindTo(meters);
    streams.start();
  }

  @Override
  public Health health() {
    KafkaStreams.State state = streams.state();
    boolean live =
        switch (state) {
          case CREATED, REBALANCING, RUNNING -> true;
          case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
    return new Health(live, state == KafkaStreams.State.RUNNING, "Kafka Streams is " + state);
  }

  @Override
  public void close() {
    metrics.close();
    if (!streams.close(CLOSING)) {
      LOG.warn(
          "Kafka Streams did not stop within {}; its open transaction will be aborted", CLOSING);
    }
  }

  static Properties properties(RotationMetricsConfig config) {
    Map<String, Object> clients = new HashMap<>(config.kafka());
    clients.remove(SERIALIZER);
    clients.remove(DESERIALIZER);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Topics.ROTATION_METRICS);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, QuarantineHandler.class);
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), "10000");
    properties.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), "3000");
    properties.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), "10000");
    properties.putAll(clients);
    return properties;
  }

  @SuppressWarnings(
      "unchecked") // the operator names classes; a wrong one fails at its first record
  private static Serde<SpecificRecord> values(Map<String, Object> kafka) {
    Serializer<SpecificRecord> serializer =
        (Serializer<SpecificRecord>)
            instance(kafka.getOrDefault(SERIALIZER, PinwheelAvroSerializer.class));
    Deserializer<SpecificRecord> deserializer =
        (Deserializer<SpecificRecord>)
            instance(kafka.getOrDefault(DESERIALIZER, PinwheelAvroDeserializer.class));
    serializer.configure(kafka, false);
    deserializer.configure(kafka, false);
    return Serdes.serdeFrom(serializer, deserializer);
  }

  private static Object instance(Object type) {
    try {
      return (type instanceof Class<?> known ? known : Class.forName(type.toString()))
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "the serializer class " + type + " cannot be made: " + e.getMessage(), e);
    }
  }
}
