package dev.pinwheel.testing.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy before a server that answers every frame with the same bytes. */
final class KafkaProxyTest {

  private final List<String> story = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private KafkaProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = KafkaProxy.start();
    proxy.forwardTo(server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void framesPassUnchangedInBothDirections() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, KafkaProxy.PRODUCE, 42)).isEqualTo(42);
      assertThat(ask(client, KafkaProxy.END_TRANSACTION, 43)).isEqualTo(43);
    }
    assertThat(story).containsExactly("served 42", "served 43");
  }

  @Test
  void aTrapBeforeTheBrokerSpringsAtTheNthRequestOfItsKindOnly() throws IOException {
    proxy.at(KafkaProxy.END_TRANSACTION, Moment.BEFORE_THE_BROKER, 2, () -> story.add("sprung"));
    try (Socket client = connect()) {
      ask(client, KafkaProxy.END_TRANSACTION, 1);
      ask(client, KafkaProxy.PRODUCE, 2);
      ask(client, KafkaProxy.END_TRANSACTION, 3);
      ask(client, KafkaProxy.END_TRANSACTION, 4);
    }
    assertThat(story).containsExactly("served 1", "served 2", "sprung", "served 3", "served 4");
  }

  @Test
  void aTrapBeforeTheClientSpringsWhenTheBrokerHasDoneIt() throws IOException {
    proxy.at(KafkaProxy.END_TRANSACTION, Moment.BEFORE_THE_CLIENT, 1, () -> story.add("sprung"));
    try (Socket client = connect()) {
      ask(client, KafkaProxy.PRODUCE, 1);
      ask(client, KafkaProxy.END_TRANSACTION, 2);
    }
    assertThat(story).containsExactly("served 1", "served 2", "sprung");
  }

  @Test
  void cuttingInATrapKeepsTheRequestFromTheBroker() throws IOException {
    proxy.at(KafkaProxy.END_TRANSACTION, Moment.BEFORE_THE_BROKER, 1, proxy::cut);
    try (Socket client = connect()) {
      assertThatThrownBy(() -> ask(client, KafkaProxy.END_TRANSACTION, 1))
          .isInstanceOf(IOException.class);
    }
    assertThat(story).isEmpty();
  }

  @Test
  void nothingPassesWhileCutAndEverythingOnceHealed() throws IOException {
    proxy.cut();
    assertThatThrownBy(
            () -> {
              try (Socket refused = connect()) {
                ask(refused, KafkaProxy.PRODUCE, 1);
              }
            })
        .isInstanceOf(IOException.class);

    proxy.heal();
    try (Socket client = connect()) {
      assertThat(ask(client, KafkaProxy.PRODUCE, 2)).isEqualTo(2);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  /** Sends a frame that begins as a request does, and returns the number of the answer. */
  private static int ask(Socket client, short apiKey, int number) throws IOException {
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    out.write(ByteBuffer.allocate(10).putInt(6).putShort(apiKey).putInt(number).array());
    DataInputStream in = new DataInputStream(client.getInputStream());
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return ByteBuffer.wrap(frame).getInt(2);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> echo(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void echo(Socket connection) {
    try (connection) {
      DataInputStream in = new DataInputStream(connection.getInputStream());
      DataOutputStream out = new DataOutputStream(connection.getOutputStream());
      while (true) {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        story.add("served " + ByteBuffer.wrap(frame).getInt(2));
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
      }
    } catch (IOException e) {
      return; // the other side went away
    }
  }
}
