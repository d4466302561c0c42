package dev.pinwheel.metrics.topology;

import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * What happens to a record that cannot be decoded: its bytes go to the quarantine, in the
 * transaction that passes its offset, and its partition goes on. A registry that does not answer is
 * not the record's fault: the thread ends, its transaction with it, and a new one tries again.
 */
public final class QuarantineHandler implements DeserializationExceptionHandler {

  private static final String PREFIX = "pinwheel-quarantine-";

  @Override
  public void configure(Map<String, ?> settings) {
    // nothing to set: the quarantine topic is the catalogue's
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (isRetriable(exception)) {
      return Response.fail();
    }
    RecordHeaders headers = new RecordHeaders(record.headers());
    Map.of(
            "stage", Topics.ROTATION_METRICS,
            "topic", record.topic(),
            "partition", Integer.toString(record.partition()),
            "offset", Long.toString(record.offset()),
            "timestamp", Long.toString(record.timestamp()),
            "code", "UNDECODABLE",
            "exception", exception.getClass().getName(),
            "message", String.valueOf(exception.getMessage()))
        .forEach(
            (name, value) -> headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8)));
    return Response.resume(
        List.of(
            new ProducerRecord<>(
                Topics.QUARANTINE.name(), null, record.key(), record.value(), headers)));
  }

  private static boolean isRetriable(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }
}
