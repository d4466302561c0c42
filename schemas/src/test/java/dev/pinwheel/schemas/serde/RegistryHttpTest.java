package dev.pinwheel.schemas.serde;

import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.INTERRUPTED;
import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.OVERLOADED;
import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.TIMEOUT;
import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.UNEXPECTED_ANSWER;
import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.schemas.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fail-over, time limits and interrupts, seen through the client. */
class RegistryHttpTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Schema SCHEMA = Target.getClassSchema();

  private final ScriptedRegistry first = ScriptedRegistry.start();
  private final ScriptedRegistry second = ScriptedRegistry.start();

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void asksTheFirstAddressOnlyWhileItAnswers() {
    try (RegistryClient client = client(first.url() + "," + second.url())) {
      client.register("s", SCHEMA);
      client.register("s", SCHEMA);
    }

    assertThat(first.calls()).hasSize(2);
    assertThat(second.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408})
  void asksTheNextAddressWhereOneIsOverloaded(int status) {
    first.next(status);

    try (RegistryClient client = client(first.url() + "," + second.url())) {
      assertThat(client.register("s", SCHEMA)).isEqualTo(1);
    }
    assertThat(second.calls()).hasSize(1);
  }

  @Test
  void asksTheNextAddressWhereNobodyListens() throws IOException {
    try (RegistryClient client = client(deadAddress() + "," + second.url())) {
      assertThat(client.register("s", SCHEMA)).isEqualTo(1);
    }
  }

  @Test
  void asksTheNextAddressWhereSomethingElseAnswers() {
    first.next(new MockResponse.Builder().code(200).body("<html>").build());

    try (RegistryClient client = client(first.url() + "," + second.url())) {
      assertThat(client.register("s", SCHEMA)).isEqualTo(1);
    }
  }

  @Test
  void staysWithTheAddressThatAnswered() {
    first.next(503);

    try (RegistryClient client = client(first.url() + "," + second.url())) {
      client.register("s", SCHEMA);
      client.register("s", SCHEMA);
    }

    assertThat(first.calls()).hasSize(1);
    assertThat(second.calls()).hasSize(2);
  }

  @Test
  void comesBackToTheFirstAddressWhereTheSecondFails() {
    first.next(503);

    try (RegistryClient client = client(first.url() + "," + second.url())) {
      client.register("s", SCHEMA);
      second.next(503);
      client.register("s", SCHEMA);
    }

    assertThat(first.calls()).hasSize(2);
  }

  @Test
  void aNoOfOneAddressIsNotAskedOfAnother() {
    first.next(409);

    try (RegistryClient client = client(first.url() + "," + second.url())) {
      assertThatThrownBy(() -> client.register("s", SCHEMA))
          .isInstanceOf(SchemaRefusedException.class);
    }
    assertThat(second.calls()).isEmpty();
  }

  @Test
  void theFailuresOfAllAddressesAreTold() throws IOException {
    first.next(503);

    try (RegistryClient client = client(first.url() + "," + deadAddress())) {
      RegistryUnavailableException failure = failure(client);

      assertThat(failure.code()).isEqualTo(UNREACHABLE);
      assertThat(failure.getSuppressed())
          .singleElement()
          .isInstanceOfSatisfying(
              RegistryUnavailableException.class,
              other -> assertThat(other.code()).isEqualTo(OVERLOADED));
    }
  }

  @Test
  void anAnswerThatDoesNotComeIsATimeout() {
    first.next(new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());

    try (RegistryClient client = client(first.url(), "http.read.timeout.ms", "200")) {
      assertThat(failure(client).code()).isEqualTo(TIMEOUT);
    }
  }

  /** The JDK's own time limit ends with the headers. */
  @Test
  void aBodyThatDoesNotEndIsATimeout() {
    first.next(
        new MockResponse.Builder()
            .body("{\"id\":1}" + " ".repeat(1000))
            .throttleBody(1, 1, TimeUnit.MINUTES)
            .build());

    try (RegistryClient client = client(first.url(), "http.read.timeout.ms", "500")) {
      assertThat(failure(client).code()).isEqualTo(TIMEOUT);
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    first.next(
        new MockResponse.Builder()
            .code(307)
            .addHeader("Location", second.url() + "/subjects/s/versions")
            .body("{}")
            .build());

    try (RegistryClient client = client(first.url())) {
      assertThat(failure(client).code()).isEqualTo(UNEXPECTED_ANSWER);
    }
    assertThat(second.calls()).isEmpty();
  }

  @Test
  void anInterruptIsRetriableAndKeepsTheFlag() {
    first.next(new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());
    AtomicReference<RegistryUnavailableException> failure = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    try (RegistryClient client = client(first.url() + "," + second.url())) {
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    failure.set(failure(client));
                    flag.set(Thread.currentThread().isInterrupted());
                  });
      Awaitility.await().atMost(LIMIT).until(() -> first.calls().size() == 1);

      thread.interrupt();

      Awaitility.await().atMost(LIMIT).until(() -> !thread.isAlive());
    }
    assertThat(failure.get().code()).isEqualTo(INTERRUPTED);
    assertThat(flag).isTrue();
    assertThat(second.calls()).isEmpty();
  }

  private static RegistryClient client(String urls, String... settings) {
    return RegistryClient.of(Serdes.settings(urls, settings));
  }

  private static RegistryUnavailableException failure(RegistryClient client) {
    return catchThrowableOfType(
        RegistryUnavailableException.class, () -> client.register("s", SCHEMA));
  }

  /** The port was free a moment ago, and nobody was told of it. */
  private static String deadAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://localhost:" + socket.getLocalPort();
    }
  }
}
