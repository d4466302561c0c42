package dev.pinwheel.executor.preflight;

import dev.pinwheel.executor.platform.Reaction;

/** What went wrong with a call, for a person. */
final class Reactions {

  private Reactions() {}

  static String text(Reaction reaction) {
    return switch (reaction) {
      case Reaction.Refused refused ->
          refused.failure().code() + ": " + refused.failure().message();
      case Reaction.Again again -> again.last().code() + ": " + again.last().message();
      case Reaction.Throttled throttled -> "PLATFORM_RATE_LIMITED: too many requests now";
      case Reaction.Unauthorized refused -> refused.message();
      case Reaction.Conflict conflict -> conflict.message();
      case Reaction.Done done -> "answered";
    };
  }
}
