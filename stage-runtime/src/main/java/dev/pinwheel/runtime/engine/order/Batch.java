package dev.pinwheel.runtime.engine.order;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One transaction: handled records with their outputs, the offsets that follow from them, and the
 * group's generation of the very moment that these were put together. A partition that was given
 * away later cannot be committed with it: the broker refuses the older generation.
 */
public record Batch(
    List<Work> works,
    Map<TopicPartition, OffsetAndMetadata> offsets,
    ConsumerGroupMetadata group) {}
