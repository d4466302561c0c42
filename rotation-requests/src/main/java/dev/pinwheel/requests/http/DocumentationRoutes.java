package dev.pinwheel.requests.http;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The OpenAPI document and a page that shows it; both are open to everybody. */
final class DocumentationRoutes {

  static final String OPENAPI = "/openapi.json";
  static final String PAGE = "/docs";

  /** The page runs its own script and fetches the document beside it, and nothing else. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

  private final String openApi = resource("openapi.json");
  private final String page = resource("docs.html");

  void addTo(RoutesConfig routes) {
    routes.get(OPENAPI, context -> context.contentType("application/json").result(openApi));
    routes.get(
        PAGE,
        context ->
            context
                .contentType("text/html; charset=utf-8")
                .header("Content-Security-Policy", POLICY)
                .result(page));
  }

  static String resource(String name) {
    try (InputStream stream = DocumentationRoutes.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the jar", e);
    }
  }
}
