package dev.pinwheel.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Confluent's Schema Registry REST API, as far as we use it. Nothing is cached here; the serializer
 * and the deserializer keep what never changes.
 *
 * <p>Every method throws {@link RegistryUnavailableException} where no address gave a usable
 * answer, and {@link SchemaRefusedException} where the registry said no. Safe for use by many
 * threads.
 */
public final class RegistryClient implements AutoCloseable {

  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int NO_RULE_OF_ITS_OWN = 40408;

  private final ObjectMapper json = new ObjectMapper();
  private final RegistryHttp http;
  private final StoredSchemas stored;

  RegistryClient(RegistryConfig config) {
    this.http = new RegistryHttp(config, json);
    this.stored = new StoredSchemas(this::get);
  }

  /**
   * A client.
   *
   * @param settings Confluent's client settings, such as {@code schema.registry.url}; others are
   *     ignored
   * @throws org.apache.kafka.common.config.ConfigException for a wrong setting
   */
  public static RegistryClient of(Map<String, ?> settings) {
    return new RegistryClient(RegistryConfig.of(settings));
  }

  /** Registers a schema, or finds it registered; the answer is its id either way. */
  public int register(String subject, Schema schema) {
    RegistryAnswer answer =
        http.send("POST", "/subjects/" + encoded(subject) + "/versions", body(schema));
    return id(answer, accepted(subject, answer));
  }

  /** The version of a subject that has exactly this schema; empty where there is none. */
  public Optional<RegisteredSchema> find(String subject, Schema schema) {
    RegistryAnswer answer = http.send("POST", "/subjects/" + encoded(subject), body(schema));
    return isNotFound(answer)
        ? Optional.empty()
        : Optional.of(version(subject, answer, accepted(subject, answer), schema));
  }

  /** The latest version of a subject; empty where it has none. */
  public Optional<RegisteredSchema> latest(String subject) {
    RegistryAnswer answer = get("/subjects/" + encoded(subject) + "/versions/latest");
    if (isNotFound(answer)) {
      return Optional.empty();
    }
    JsonNode body = accepted(subject, answer);
    return switch (stored.parse(body)) {
      case SchemaById.Found found -> Optional.of(version(subject, answer, body, found.schema()));
      case SchemaById.Unusable unusable ->
          throw new SchemaRefusedException(
              SchemaRefusedException.Code.LATEST_DOES_NOT_FIT,
              subject,
              answer.status(),
              unusable.why());
      case SchemaById.Unknown unknown -> Optional.empty();
    };
  }

  /** What has this id. Ids that no registry gives out (below 1) are not asked for. */
  public SchemaById byId(int id) {
    if (id < 1) {
      return new SchemaById.Unknown();
    }
    RegistryAnswer answer = get("/schemas/ids/" + id);
    return isNotFound(answer) ? new SchemaById.Unknown() : stored.parse(accepted("", answer));
  }

  /** A subject's own rule; empty where the registry's general one applies. */
  public Optional<Compatibility> compatibility(String subject) {
    RegistryAnswer answer = get("/config/" + encoded(subject));
    if (isNotFound(answer)) {
      return Optional.empty();
    }
    String level = accepted(subject, answer).path("compatibilityLevel").asText();
    return Optional.of(
        Arrays.stream(Compatibility.values())
            .filter(known -> known.name().equals(level))
            .findFirst()
            .orElseThrow(() -> RegistryHttp.unexpected(answer)));
  }

  /** Sets a subject's own rule. The subject need not exist yet. */
  public void setCompatibility(String subject, Compatibility level) {
    ObjectNode body = json.createObjectNode().put("compatibility", level.name());
    accepted(subject, http.send("PUT", "/config/" + encoded(subject), body));
  }

  /** Whether the subject's rule would let this schema in; a subject without versions does. */
  public boolean isCompatible(String subject, Schema schema) {
    RegistryAnswer answer =
        http.send(
            "POST", "/compatibility/subjects/" + encoded(subject) + "/versions", body(schema));
    return isNotFound(answer) || accepted(subject, answer).path("is_compatible").asBoolean();
  }

  private RegistryAnswer get(String path) {
    return http.send("GET", path, MissingNode.getInstance());
  }

  private ObjectNode body(Schema schema) {
    return json.createObjectNode().put("schema", schema.toString());
  }

  private static RegisteredSchema version(
      String subject, RegistryAnswer answer, JsonNode body, Schema schema) {
    return new RegisteredSchema(subject, body.path("version").asInt(), id(answer, body), schema);
  }

  /** An id of 0 in a record would make it unreadable for ever, so nothing is taken for an id. */
  private static int id(RegistryAnswer answer, JsonNode body) {
    int id = body.path("id").asInt();
    if (id < 1) {
      throw RegistryHttp.unexpected(answer);
    }
    return id;
  }

  /**
   * Only the registry's own codes count as "there is none": a 404 without one comes from a proxy or
   * a wrong path, and says nothing about schemas.
   */
  static boolean isNotFound(RegistryAnswer answer) {
    return answer.status() == 404
        && ((answer.errorCode() >= SUBJECT_NOT_FOUND && answer.errorCode() <= SCHEMA_NOT_FOUND)
            || answer.errorCode() == NO_RULE_OF_ITS_OWN);
  }

  private static JsonNode accepted(String subject, RegistryAnswer answer) {
    if (answer.isSuccess()) {
      return answer.body();
    }
    if (isNotFound(answer)) {
      throw refused(SchemaRefusedException.Code.NOT_REGISTERED, subject, answer);
    }
    throw switch (answer.status()) {
      case 401, 403 -> refused(SchemaRefusedException.Code.ACCESS_DENIED, subject, answer);
      case 409 -> refused(SchemaRefusedException.Code.INCOMPATIBLE, subject, answer);
      case 400, 422 -> refused(SchemaRefusedException.Code.INVALID, subject, answer);
      default -> RegistryHttp.unexpected(answer);
    };
  }

  private static SchemaRefusedException refused(
      SchemaRefusedException.Code code, String subject, RegistryAnswer answer) {
    return new SchemaRefusedException(code, subject, answer.status(), answer.message());
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    http.close();
  }
}
