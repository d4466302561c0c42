package dev.pinwheel.executor.platform;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of sending a request. */
public sealed interface Exchange {

  /**
   * An answer came in whole, or was cut at the size limit.
   *
   * @param status HTTP status
   * @param headers names in lower case; of a repeated header the last value
   * @param body text, with every secret of the request replaced by {@code ***}
   * @param tooLarge whether the body was longer than {@link PlatformClient#LARGEST_BODY} bytes and
   *     is left out
   */
  record Answered(int status, Map<String, String> headers, String body, boolean tooLarge)
      implements Exchange {

    public Answered {
      headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * No answer: refused, timed out, reset. Whether the platform acted on the request is unknown.
   *
   * @param detail what happened, without secrets
   */
  record NoAnswer(String detail) implements Exchange {}
}
