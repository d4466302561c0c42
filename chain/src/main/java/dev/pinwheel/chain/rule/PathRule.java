package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.function.Consumer;

/**
 * One rule about a path. Rules do not depend on each other, so that everything that is wrong with a
 * path is told at once; they also run on a path that does not reach an anchor.
 */
@FunctionalInterface
public interface PathRule {

  void check(CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations);
}
