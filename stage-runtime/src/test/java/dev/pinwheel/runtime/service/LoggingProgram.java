package dev.pinwheel.runtime.service;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process whose first logger is made before it sends its log to a file. */
final class LoggingProgram {

  private LoggingProgram() {}

  public static void main(String[] arguments) throws IOException {
    Logger early = LoggerFactory.getLogger("early");
    LogFile.begin(Path.of(arguments[0]));
    early.info("by the early logger");
    LoggerFactory.getLogger("late").warn("by the late logger");
    System.out.println("the screen");
  }
}
