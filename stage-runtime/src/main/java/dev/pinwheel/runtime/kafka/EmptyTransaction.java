package dev.pinwheel.runtime.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.AddOffsetsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * A producer whose one transaction adds partitions and ends, in the requests that producers sent
 * before KIP-890's second part ({@code InitProducerId}, {@code AddPartitionsToTxn}, {@code
 * AddOffsetsToTxn}, {@code EndTxn}). No producer of today can do that: it adds a partition by
 * writing a record to it. Whoever takes the transactional id meanwhile fences this one.
 */
final class EmptyTransaction implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final String transactionalId;
  private final Node coordinator;
  private final Duration limit;
  private final Metrics metrics = new Metrics();
  private final NetworkClient client;
  private long producerId;
  private short epoch;

  /**
   * @param properties of a client, with its security
   * @param limit for each request, and for the wait for the transaction before
   */
  EmptyTransaction(
      Map<String, Object> properties, String transactionalId, Node coordinator, Duration limit) {
    this.transactionalId = transactionalId;
    this.coordinator = coordinator;
    this.limit = limit;
    this.client =
        ClientUtils.createNetworkClient(
            new AdminClientConfig(properties),
            transactionalId + "-markers",
            metrics,
            "markers",
            new LogContext("[" + transactionalId + "] "),
            new ApiVersions(),
            Time.SYSTEM,
            1,
            Math.toIntExact(limit.toMillis()),
            null,
            new ManualMetadataUpdater(List.of(coordinator)),
            new DefaultHostResolver(),
            null,
            null);
  }

  /**
   * Takes the transactional id: a transaction that is open is aborted first.
   *
   * @param timeout after which the broker would give the transaction up
   */
  void begin(Duration timeout) {
    InitProducerIdResponse taken =
        (InitProducerIdResponse)
            send(
                new InitProducerIdRequest.Builder(
                    new InitProducerIdRequestData()
                        .setTransactionalId(transactionalId)
                        .setTransactionTimeoutMs(Math.toIntExact(timeout.toMillis()))));
    producerId = taken.data().producerId();
    epoch = taken.data().producerEpoch();
  }

  void add(List<TopicPartition> partitions) {
    send(
        AddPartitionsToTxnRequest.Builder.forClient(
            transactionalId, producerId, epoch, partitions));
  }

  /** Adds the partition in which a group's offsets lie. */
  void addOffsets(String group) {
    send(
        new AddOffsetsToTxnRequest.Builder(
            new AddOffsetsToTxnRequestData()
                .setTransactionalId(transactionalId)
                .setProducerId(producerId)
                .setProducerEpoch(epoch)
                .setGroupId(group)));
  }

  void end(TransactionMarkers.Marker marker) {
    send(
        new EndTxnRequest.Builder(
            new EndTxnRequestData()
                .setTransactionalId(transactionalId)
                .setProducerId(producerId)
                .setProducerEpoch(epoch)
                .setCommitted(marker == TransactionMarkers.Marker.COMMIT),
            false));
  }

  @Override
  public void close() {
    client.close();
    metrics.close();
  }

  /** Sends, again and again while the transaction before is being completed. */
  private AbstractResponse send(AbstractRequest.Builder<?> request) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      AbstractResponse response = sendOnce(request);
      Errors error = error(response);
      if (error == Errors.NONE) {
        return response;
      }
      if (error != Errors.CONCURRENT_TRANSACTIONS || System.nanoTime() > end) {
        throw new KafkaException(
            request.apiKey() + " of " + transactionalId + " was refused", error.exception());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private AbstractResponse sendOnce(AbstractRequest.Builder<?> request) {
    try {
      if (!NetworkClientUtils.awaitReady(client, coordinator, Time.SYSTEM, limit.toMillis())) {
        throw new TimeoutException("no connection to " + coordinator + " within " + limit);
      }
      return NetworkClientUtils.sendAndReceive(
              client,
              client.newClientRequest(
                  coordinator.idString(), request, Time.SYSTEM.milliseconds(), true),
              Time.SYSTEM)
          .responseBody();
    } catch (IOException e) {
      throw new NetworkException("lost the connection to " + coordinator, e);
    }
  }

  private static Errors error(AbstractResponse response) {
    return response.errorCounts().keySet().stream()
        // partitions that were not tried because of another one
        .filter(error -> error != Errors.NONE && error != Errors.OPERATION_NOT_ATTEMPTED)
        .findFirst()
        .orElse(Errors.NONE);
  }
}
