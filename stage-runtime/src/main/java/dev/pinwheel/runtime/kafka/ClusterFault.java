package dev.pinwheel.runtime.kafka;

import dev.pinwheel.schemas.serde.RegistryUnavailableException;
import dev.pinwheel.schemas.serde.SchemaRefusedException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * A failure of a Kafka client or the schema registry in one line for an operator: what is wrong,
 * and the setting or the command that mends it. Clients wrap at will, and often only the innermost
 * cause says anything.
 */
public final class ClusterFault {

  /** What a broker must be able to do is there since this version (KIP-664). */
  static final String TOO_OLD =
      "the broker is too old: Kafka 3.0 or newer is needed (it does not offer"
          + " DescribeTransactions)";

  private static final String RIGHTS = "; `pinwheel topics acls` prints what is needed";

  /** More wrappings than this are taken for a circle. */
  private static final int DEEPEST = 20;

  private ClusterFault() {}

  /** The line; never empty. */
  public static String inWords(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST).toList();
    return causes.stream()
        .flatMap(cause -> known(cause, causes.getLast()).stream())
        .findFirst()
        .orElseGet(
            () ->
                causes.size() == 1 && failure.getMessage() != null
                    ? failure.getMessage()
                    : text(causes.getLast()));
  }

  private static Optional<String> known(Throwable cause, Throwable innermost) {
    return Optional.ofNullable(
        switch (cause) {
          case TopicAuthorizationException e ->
              "no right to " + String.join(", ", e.unauthorizedTopics()) + RIGHTS;
          case GroupAuthorizationException e -> "no right to Read group " + e.groupId() + RIGHTS;
          case TransactionalIdAuthorizationException e ->
              "no right to Write transactions under this transactional id" + RIGHTS;
          case ClusterAuthorizationException e -> "no right to do this on the cluster" + RIGHTS;
          case UnreleasedInstanceIdException e ->
              "another process has this kafka.group.instance.id, or had it and died, and the broker"
                  + " keeps its place until its session ends: "
                  + e.getMessage();
          case SaslAuthenticationException e ->
              "the broker refuses the login (kafka.sasl.mechanism, kafka.sasl.jaas.config): "
                  + e.getMessage();
          case SSLException e -> tls(innermost);
          case UnsupportedVersionException e when isAboutTransactions(e) -> TOO_OLD;
          case RegistryUnavailableException e -> e.getMessage() + because(e, innermost);
          case SchemaRefusedException e
              when e.code() == SchemaRefusedException.Code.NOT_REGISTERED ->
              e.getMessage() + "; `pinwheel topics apply` registers it";
          case SchemaRefusedException e -> e.getMessage();
          default -> null;
        });
  }

  private static boolean isAboutTransactions(UnsupportedVersionException e) {
    return String.valueOf(e.getMessage()).contains("DESCRIBE_TRANSACTIONS");
  }

  private static String tls(Throwable innermost) {
    String text = text(innermost);
    if (text.contains("Unsupported or unrecognized SSL message")) {
      return "the broker's port does not speak TLS, and kafka.security.protocol says so";
    }
    if (text.contains("unable to find valid certification path")) {
      return "TLS: the broker's certificate is not trusted (kafka.ssl.truststore.location): "
          + text;
    }
    return "TLS with the broker fails: " + text;
  }

  private static String because(Throwable failure, Throwable innermost) {
    return failure.getCause() == null || innermost.getMessage() == null
        ? ""
        : " (" + innermost.getMessage() + ")";
  }

  private static String text(Throwable failure) {
    return failure.getMessage() == null
        ? failure.getClass().getSimpleName()
        : failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
