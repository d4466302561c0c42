package dev.pinwheel.cli;

import dev.pinwheel.runtime.kafka.ClusterFault;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** Failures as a person wants to read them. */
final class Problems {

  private Problems() {}

  static String inWords(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is no file " + e.getFile();
      case ConnectException e ->
          "nothing answers there. Is the HTTP intake up, and is --url right? (./pinwheel up prints"
              + " it)";
      case HttpConnectTimeoutException e -> "nothing answered in time. Is --url right?";
      case UnknownHostException e -> "the host name is not known: " + e.getMessage();
      case ExecutionException e when e.getCause() != null -> inWords(e.getCause());
      case KafkaException e -> ClusterFault.inWords(e);
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
