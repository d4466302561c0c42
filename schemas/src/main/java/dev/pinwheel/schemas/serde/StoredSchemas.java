package dev.pinwheel.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads the registry's answers that hold a schema, and fetches the schemas that it refers to. */
final class StoredSchemas {

  /** More than this many referenced schemas are taken for an accident. */
  private static final int MOST_REFERENCES = 100;

  private final Function<String, RegistryAnswer> get;

  StoredSchemas(Function<String, RegistryAnswer> get) {
    this.get = get;
  }

  /** Found or unusable; throws only where the registry gives no usable answer for a reference. */
  SchemaById parse(JsonNode answer) {
    try {
      // Defaults matter to readers only, and a writer's schema is never one.
      Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
      return new SchemaById.Found(parse(answer, parser, new HashSet<>()));
    } catch (AvroRuntimeException e) {
      return new SchemaById.Unusable(e.getMessage());
    }
  }

  private Schema parse(JsonNode answer, Schema.Parser parser, Set<String> seen) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!"AVRO".equals(type)) {
      throw new AvroRuntimeException("the schema is of type " + type + ", not AVRO");
    }
    for (JsonNode reference : answer.path("references")) {
      String path =
          "/subjects/"
              + URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
                  .replace("+", "%20")
              + "/versions/"
              + reference.path("version").asInt();
      if (seen.add(path)) {
        parse(referenced(path, seen), parser, seen);
      }
    }
    return parser.parse(answer.path("schema").asText());
  }

  private JsonNode referenced(String path, Set<String> seen) {
    if (seen.size() > MOST_REFERENCES) {
      throw new AvroRuntimeException("more than " + MOST_REFERENCES + " referenced schemas");
    }
    RegistryAnswer answer = get.apply(path);
    if (answer.isSuccess()) {
      return answer.body();
    }
    if (RegistryClient.isNotFound(answer)) {
      throw new AvroRuntimeException("a referenced schema is missing: " + path);
    }
    throw RegistryHttp.unexpected(answer);
  }
}
