package dev.pinwheel.validator.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file, or the files of a folder, read again when something about them changed. They must be good
 * at the start; later, what cannot be read changes nothing: the last good value stays.
 */
public final class ReloadedFiles<T> implements Reloaded<T> {

  /** How soon a change counts, where the value is asked for. */
  static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ReloadedFiles.class);

  private final Path path;
  private final Function<Path, T> reader;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Current<T> current;

  private record Current<T>(T value, List<Trace> traces, Instant lookedAt) {}

  /** What tells one state of a file from another; the key also tells when one replaced another. */
  private record Trace(Path file, long size, FileTime modified, Object key) {}

  /**
   * Reads for the first time.
   *
   * @param reader throws IllegalArgumentException with what is wrong and where
   */
  public ReloadedFiles(Path path, Function<Path, T> reader) {
    this.path = path;
    this.reader = reader;
    List<Trace> traces = traces();
    this.current = new Current<>(reader.apply(path), traces, Instant.EPOCH);
  }

  /** The value as it was at most {@link #LOOKED_AT_EVERY} ago. One looks, the others go on. */
  @Override
  public T at(Instant now) {
    if (!now.isBefore(current.lookedAt().plus(LOOKED_AT_EVERY)) && looking.tryLock()) {
      try {
        current = look(now);
      } finally {
        looking.unlock();
      }
    }
    return current.value();
  }

  /** Traces are taken before the reading, so that a change in between is seen the next time. */
  private Current<T> look(Instant now) {
    List<Trace> traces = traces();
    if (traces.equals(current.traces())) {
      return new Current<>(current.value(), traces, now);
    }
    try {
      T value = reader.apply(path);
      LOG.info("{} changed and was read again", path);
      return new Current<>(value, traces, now);
    } catch (IllegalArgumentException e) {
      LOG.error("{} changed and cannot be used, WHAT IT WAS STAYS: {}", path, e.getMessage());
      return new Current<>(current.value(), traces, now);
    }
  }

  private List<Trace> traces() {
    List<Trace> traces = new ArrayList<>();
    try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
      for (Path file : files.sorted().toList()) {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
        traces.add(new Trace(file, seen.size(), seen.lastModifiedTime(), seen.fileKey()));
      }
    } catch (IOException e) {
      // a file that vanished between two looks is a change, and the reader says what is missing
      LOG.debug("{} cannot be looked at", path, e);
      return List.of();
    }
    return traces;
  }
}
