package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.stack.simulator.http.IncomingRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The {@code application/x-www-form-urlencoded} body of a token request. */
final class TokenForm {

  private TokenForm() {}

  static Map<String, String> read(IncomingRequest request) throws MalformedTokenRequestException {
    String type = request.header("Content-Type").orElse("");
    if (!type.toLowerCase(java.util.Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
      throw new MalformedTokenRequestException("the body is not a form");
    }
    Map<String, String> form = new HashMap<>();
    for (String pair : request.body().utf8().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0
          && form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)))
              != null) {
        // RFC 6749 section 3.2: parameters must not be included more than once.
        throw new MalformedTokenRequestException("a parameter is repeated");
      }
    }
    return form;
  }

  static String decoded(String text) throws MalformedTokenRequestException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedTokenRequestException("a parameter is not form-encoded");
    }
  }
}
