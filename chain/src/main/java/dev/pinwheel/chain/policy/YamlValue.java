package dev.pinwheel.chain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The value of one key, with the line that it stands on. Whatever is wrong with it is added to the
 * faults of its file, and the value is empty.
 */
final class YamlValue {

  private final String key;
  private final int keyLine;
  private final Node node;
  private final List<PolicyFault> faults;

  YamlValue(String key, int keyLine, Node node, List<PolicyFault> faults) {
    this.key = key;
    this.keyLine = keyLine;
    this.node = node;
    this.faults = faults;
  }

  String key() {
    return key;
  }

  /** The line of the key: where an operator looks for it. */
  int line() {
    return keyLine;
  }

  static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** One scalar; its parser throws IllegalArgumentException with what is expected. */
  <T> Optional<T> scalar(Function<String, T> parser) {
    if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
      fault("expected one value");
      return Optional.empty();
    }
    if (!scalar.getTag().startsWith(Tag.PREFIX)) {
      fault("the tag %s is not allowed".formatted(scalar.getTag()));
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(scalar.getValue()));
    } catch (IllegalArgumentException e) {
      fault("%s, not \"%s\"".formatted(e.getMessage(), scalar.getValue()));
      return Optional.empty();
    }
  }

  /** A sequence; entries that cannot be read are left out, and are faults. */
  <T> Optional<List<T>> list(Function<YamlValue, Optional<T>> entry) {
    if (!(node instanceof SequenceNode sequence)) {
      fault("expected a list");
      return Optional.empty();
    }
    List<T> entries = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      entry.apply(new YamlValue(key, lineOf(element), element, faults)).ifPresent(entries::add);
    }
    return Optional.of(List.copyOf(entries));
  }

  Optional<YamlMapping> mapping() {
    if (!(node instanceof MappingNode mapping)) {
      fault("expected a mapping");
      return Optional.empty();
    }
    return Optional.of(new YamlMapping(key + ".", mapping, faults));
  }

  void fault(String message) {
    faults.add(new PolicyFault(line(), key + ": " + message));
  }
}
