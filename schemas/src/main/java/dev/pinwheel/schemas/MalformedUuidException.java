package dev.pinwheel.schemas;

import org.apache.avro.AvroRuntimeException;

/** A field of the logical type {@code uuid} whose text is no UUID. The text is not quoted. */
public final class MalformedUuidException extends AvroRuntimeException {

  MalformedUuidException(int characters) {
    super(
        "a UUID is 36 characters, 8-4-4-4-12 hexadecimal digits (RFC 9562 section 4); one of the"
            + " record's has another form and "
            + characters
            + " characters");
  }
}
