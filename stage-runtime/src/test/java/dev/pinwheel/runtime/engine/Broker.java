package dev.pinwheel.runtime.engine;

import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.testing.kafka.ProxiedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker of this module's integration tests, usually the one they share, and its uses. */
final class Broker {

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static Broker started;

  private final EmbeddedKafka kafka;
  private final String engineBootstrapServers;

  private Broker(EmbeddedKafka kafka, String engineBootstrapServers) {
    this.kafka = kafka;
    this.engineBootstrapServers = engineBootstrapServers;
    create(Topics.QUARANTINE.name(), 1, Map.of());
  }

  /** A broker of a test's own, whose engines come through the proxy. */
  static Broker behind(ProxiedKafka kafka) {
    return new Broker(kafka.broker(), kafka.proxiedBootstrapServers());
  }

  static synchronized Broker get() {
    if (started == null) {
      EmbeddedKafka kafka = EmbeddedKafka.start();
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
      started = new Broker(kafka, kafka.bootstrapServers());
    }
    return started;
  }

  EmbeddedKafka kafka() {
    return kafka;
  }

  /** Where engines come in. */
  String engineBootstrapServers() {
    return engineBootstrapServers;
  }

  /** Properties of an engine over this broker. */
  Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", engineBootstrapServers);
    client.put("value.serializer", Line.Writer.class.getName());
    client.put("value.deserializer", Line.Reader.class.getName());
    client.put("reconnect.backoff.max.ms", 200);
    return client;
  }

  /** A new topic with a name of its own. */
  Topic topic(String prefix, int partitions) {
    return topic(prefix, partitions, Map.of());
  }

  Topic topic(String prefix, int partitions, Map<String, String> properties) {
    String name = prefix + "-" + NAMES.incrementAndGet();
    create(name, partitions, properties);
    return new Topic(
        name,
        Optional.empty(),
        "any",
        partitions,
        Optional.empty(),
        Topic.Cleanup.DELETE,
        Set.of(),
        Set.of());
  }

  void send(Collection<ProducerRecord<String, String>> records) {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "linger.ms",
                20,
                "max.in.flight.requests.per.connection",
                1), // the topic is new: KAFKA-15591
            new StringSerializer(),
            new StringSerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes a transactional id for a producer of its own, so that the one before is fenced. */
  void take(String transactionalId) {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", transactionalId),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
    }
  }

  /** Everything committed in a topic now, partition by partition, in order. */
  List<ConsumerRecord<String, String>> read(String topic) {
    return read(topic, Map.of());
  }

  /** Everything committed from these positions on. */
  List<ConsumerRecord<String, String>> read(String topic, Map<TopicPartition, Long> from) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                10_000,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      partitions.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(tp -> consumer.position(tp) < ends.get(tp))) {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
      }
    }
    return records;
  }

  Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    try (Admin admin = admin()) {
      return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many transactions are open on the partitions of a topic. */
  long openTransactions(String topic) {
    try (Admin admin = admin()) {
      List<TopicPartition> partitions =
          admin
              .describeTopics(List.of(topic))
              .topicNameValues()
              .get(topic)
              .get()
              .partitions()
              .stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      return admin.describeProducers(partitions).all().get().values().stream()
          .flatMap(state -> state.activeProducers().stream())
          .filter(producer -> producer.currentTransactionStartOffset().isPresent())
          .count();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private void create(String name, int partitions, Map<String, String> properties) {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(properties)))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
