package dev.pinwheel.schemas.topics;

import dev.pinwheel.schemas.serde.Compatibility;
import java.util.Optional;

/** One way in which the registry differs from the catalogue. */
public sealed interface SchemaDifference {

  String subject();

  /** The difference in one line, for an operator. */
  String text();

  /** The subject has no schema at all. */
  record Missing(String subject) implements SchemaDifference {
    @Override
    public String text() {
      return subject + ": no schema is registered";
    }
  }

  /**
   * Ours is none of the subject's versions.
   *
   * @param latest the newest version that there is
   */
  record NotThisOne(String subject, int latest) implements SchemaDifference {
    @Override
    public String text() {
      return subject
          + ": the catalogue's schema is not registered; the newest there is version "
          + latest;
    }
  }

  /**
   * New versions are judged by another rule.
   *
   * @param found the subject's own rule; empty where the registry's general one applies
   */
  record RuleDiffers(String subject, Optional<Compatibility> found, Compatibility wanted)
      implements SchemaDifference {
    @Override
    public String text() {
      return subject
          + ": the rule is "
          + found.map(Compatibility::name).orElse("the registry's general one")
          + ", "
          + wanted
          + " wanted";
    }
  }
}
