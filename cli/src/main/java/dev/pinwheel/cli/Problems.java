package dev.pinwheel.cli;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.NoSuchFileException;

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
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
