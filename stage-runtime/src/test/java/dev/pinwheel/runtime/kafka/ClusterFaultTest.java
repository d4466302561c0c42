package dev.pinwheel.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class ClusterFaultTest {

  @Test
  void aClientThatCannotBeMadeSaysItsInnermostCause() {
    Exception failure =
        new KafkaException(
            "Failed to construct kafka consumer",
            new KafkaException("loading", new NoSuchFileException("/etc/ca.pem")));

    assertThat(ClusterFault.inWords(failure)).isEqualTo("NoSuchFileException: /etc/ca.pem");
  }

  @Test
  void aRightThatIsMissingIsNamed() {
    assertThat(ClusterFault.inWords(new TopicAuthorizationException(Set.of("api-applied"))))
        .startsWith("no right to api-applied")
        .contains("pinwheel topics acls");
    assertThat(
            ClusterFault.inWords(
                new ExecutionException(GroupAuthorizationException.forGroupId("audit-sink"))))
        .startsWith("no right to Read group audit-sink");
  }

  @Test
  void aLoginThatIsRefusedNamesItsSettings() {
    assertThat(ClusterFault.inWords(new SaslAuthenticationException("Invalid username")))
        .contains("refuses the login", "kafka.sasl.jaas.config", "Invalid username");
  }

  @Test
  void aHandshakeThatFailsSaysWhy() {
    Exception expired =
        new SslAuthenticationException(
            "SSL handshake failed", new SSLHandshakeException("certificate_expired"));
    Exception plain =
        new SslAuthenticationException(
            "SSL handshake failed", new SSLException("Unsupported or unrecognized SSL message"));

    assertThat(ClusterFault.inWords(expired)).contains("TLS", "certificate_expired");
    assertThat(ClusterFault.inWords(plain))
        .contains("does not speak TLS", "kafka.security.protocol");
  }

  @Test
  void aBrokerThatIsTooOldSaysSo() {
    assertThat(
            ClusterFault.inWords(
                new UnsupportedVersionException("The node does not support DESCRIBE_TRANSACTIONS")))
        .contains("too old", "Kafka 3.0 or newer");
  }

  @Test
  void anythingElseKeepsItsWords() {
    assertThat(ClusterFault.inWords(new IOException("no broker"))).isEqualTo("no broker");
    assertThat(ClusterFault.inWords(new IOException())).isEqualTo("IOException");
  }
}
