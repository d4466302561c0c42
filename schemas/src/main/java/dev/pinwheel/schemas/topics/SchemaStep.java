package dev.pinwheel.schemas.topics;

import dev.pinwheel.schemas.serde.Compatibility;
import java.util.Optional;

/** One thing that registering the catalogue's schemas did, or found done. */
public sealed interface SchemaStep {

  String subject();

  /** The schema became a new version of its subject. */
  record Registered(String subject, int id) implements SchemaStep {}

  /** The subject had exactly this schema. */
  record AlreadyRegistered(String subject, int version, int id) implements SchemaStep {}

  /**
   * The subject's rule was changed.
   *
   * @param before the rule that it had; empty where the registry's general one applied
   */
  record RuleSet(String subject, Optional<Compatibility> before, Compatibility now)
      implements SchemaStep {}
}
