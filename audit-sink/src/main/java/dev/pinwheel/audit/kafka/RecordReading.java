package dev.pinwheel.audit.kafka;

import dev.pinwheel.audit.entry.AuditContent;
import dev.pinwheel.audit.entry.Coordinates;
import dev.pinwheel.audit.entry.EventContent;
import dev.pinwheel.audit.entry.RawContent;
import dev.pinwheel.audit.entry.SourceRecord;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of a record what is recorded of it: every record gives exactly one entry. */
final class RecordReading {

  static final String NO_EVENT_ID = "NO_EVENT_ID";
  static final String NOT_READABLE = "NOT_READABLE";

  private static final Logger LOG = LoggerFactory.getLogger(RecordReading.class);

  private final RecordDecoder decoder;

  RecordReading(RecordDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * What is recorded.
   *
   * @throws DecoderUnavailableException where the registry must be asked and does not answer
   */
  AuditContent read(ConsumerRecord<byte[], byte[]> record) throws DecoderUnavailableException {
    SourceRecord source = source(record);
    Optional<String> traceId = traceId(record);
    if (record.topic().equals(Topics.QUARANTINE.name())) {
      return RawContent.quarantined(source, traceId);
    }
    return switch (decoder.decode(record.topic(), record.headers(), record.value())) {
      case Decoding.Event decoded -> event(source, decoded.event(), traceId);
      case Decoding.Undecodable undecodable ->
          RawContent.undecodable(source, traceId, undecodable.code(), undecodable.message());
    };
  }

  /**
   * An event that this code fails to read is kept as bytes: the log is about evidence, and it must
   * go on.
   */
  private static AuditContent event(
      SourceRecord source, IndexedRecord event, Optional<String> traceId) {
    try {
      return EventContent.of(source, event, traceId)
          .orElseGet(
              () ->
                  RawContent.undecodable(
                      source, traceId, NO_EVENT_ID, "the event has no valid eventId"));
    } catch (RuntimeException e) {
      LOG.error("{}: recorded as bytes, because reading the event failed", source.at(), e);
      return RawContent.undecodable(source, traceId, NOT_READABLE, e.getClass().getSimpleName());
    }
  }

  private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
    List<SourceRecord.Header> headers = new ArrayList<>();
    record
        .headers()
        .forEach(header -> headers.add(new SourceRecord.Header(header.key(), header.value())));
    return new SourceRecord(
        new Coordinates(record.topic(), record.partition(), record.offset()),
        record.timestamp() == ConsumerRecord.NO_TIMESTAMP
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(record.timestamp())),
        Optional.ofNullable(record.key()),
        Optional.ofNullable(record.value()),
        headers);
  }

  private static Optional<String> traceId(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(record.headers().lastHeader(TraceContext.HEADER))
        .map(Header::value)
        .flatMap(value -> TraceContext.parse(new String(value, StandardCharsets.US_ASCII)))
        .map(TraceContext::traceId);
  }
}
