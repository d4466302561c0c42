package dev.pinwheel.executor.target;

import java.util.Optional;

/**
 * How an edge trunk is registered.
 *
 * @param status the platform's word, such as {@code REGISTERED}
 * @param certificateHash hash of the leaf that the last attempt presented
 */
record Registration(Optional<String> status, Optional<String> certificateHash) {

  static Registration of(AnswerFields answer) throws MalformedAnswerException {
    AnswerFields registration = answer.in("registration");
    return new Registration(registration.text("status"), registration.text("certificateHash"));
  }

  /** Whether the last attempt was made with this leaf; otherwise a new one has to be asked for. */
  boolean isWith(String leafHash) {
    return certificateHash.filter(leafHash::equals).isPresent();
  }

  boolean is(String word) {
    return status.filter(word::equals).isPresent();
  }
}
