package dev.pinwheel.chain.policy;

import dev.pinwheel.schemas.NearestName;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A YAML mapping that is taken apart key by key. Faults are collected with their lines, so that all
 * of them are told at once; keys that nobody asked for are faults too. YAML's own object
 * construction is never used: the text may be anybody's.
 */
final class YamlMapping {

  private static final int MOST_CHARACTERS = 64 * 1024;
  private static final int MOST_NESTING = 8;

  private final String prefix;
  private final int line;
  private final List<PolicyFault> faults;
  private final Map<String, YamlValue> values = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  YamlMapping(String prefix, MappingNode mapping, List<PolicyFault> faults) {
    this.prefix = prefix;
    this.line = YamlValue.lineOf(mapping);
    this.faults = faults;
    for (NodeTuple entry : mapping.getValue()) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        faults.add(new PolicyFault(YamlValue.lineOf(key), "a key must be one word"));
        continue;
      }
      YamlValue value =
          new YamlValue(
              prefix + scalar.getValue(), YamlValue.lineOf(key), entry.getValueNode(), faults);
      if (values.putIfAbsent(scalar.getValue(), value) != null) {
        faults.add(
            new PolicyFault(
                YamlValue.lineOf(key), prefix + scalar.getValue() + " is there a second time"));
      }
    }
  }

  /**
   * Reads a document.
   *
   * @param faults takes what is wrong; the mapping is empty where the text is no mapping
   */
  static Optional<YamlMapping> read(String text, List<PolicyFault> faults) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowRecursiveKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MOST_NESTING);
    options.setCodePointLimit(MOST_CHARACTERS);
    try {
      Node document = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (document instanceof MappingNode mapping) {
        return Optional.of(new YamlMapping("", mapping, faults));
      }
      faults.add(new PolicyFault(1, "expected a YAML mapping"));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      faults.add(
          new PolicyFault(line, "not YAML (in the reader's words: %s)".formatted(e.getProblem())));
    } catch (YAMLException e) {
      faults.add(
          new PolicyFault(1, "not YAML (in the reader's words: %s)".formatted(e.getMessage())));
    }
    return Optional.empty();
  }

  /** The value of a key; asking makes the key a known one. */
  Optional<YamlValue> take(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** A scalar; empty where it is absent. */
  <T> Optional<T> scalar(String key, Function<String, T> parser) {
    return take(key).flatMap(value -> value.scalar(parser));
  }

  /** A scalar that must be there. */
  <T> Optional<T> required(String key, Function<String, T> parser) {
    Optional<T> value = scalar(key, parser);
    if (!values.containsKey(key)) {
      missing(key, "");
    }
    return value;
  }

  void missing(String key, String hint) {
    faults.add(new PolicyFault(line, prefix + key + " is missing" + hint));
  }

  /** Ends the reading: what was not asked for is unknown. */
  void finish() {
    values.forEach(
        (key, value) -> {
          if (!asked.contains(key)) {
            String suggestion =
                NearestName.of(key, asked).map(known -> "; did you mean " + known + "?").orElse("");
            faults.add(new PolicyFault(value.line(), "unknown key " + value.key() + suggestion));
          }
        });
  }
}
