package dev.pinwheel.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads resources with the models of their API, and refuses what a model does not know: those
 * models keep unknown fields aside otherwise, and a field that is written wrongly does nothing.
 */
final class StrictYaml {

  private static final ObjectMapper MODELS =
      new ObjectMapper()
          .setAnnotationIntrospector(new NothingAside())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private StrictYaml() {}

  /** The documents of a YAML text, a key that is there twice being refused. */
  static List<Map<String, Object>> documents(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return StreamSupport.stream(
            new Yaml(new SafeConstructor(options)).loadAll(text).spliterator(), false)
        .map(StrictYaml::asMap)
        .toList();
  }

  /** A document as its model; fails where a field is unknown or of another type. */
  static <T> T as(Class<T> model, Map<String, Object> document) throws JsonProcessingException {
    return MODELS.readValue(MODELS.writeValueAsString(document), model);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object document) {
    return (Map<String, Object>) document;
  }

  private static final class NothingAside extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated type) {
      return super.findPropertyIgnoralByName(config, type).withoutIgnoreUnknown();
    }
  }
}
