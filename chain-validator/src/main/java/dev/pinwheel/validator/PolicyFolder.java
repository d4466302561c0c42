package dev.pinwheel.validator;

import dev.pinwheel.chain.policy.InvalidPolicyException;
import dev.pinwheel.chain.policy.PolicyFile;
import dev.pinwheel.chain.policy.PolicyReader;
import dev.pinwheel.chain.policy.PolicySet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a folder of policy files held at one moment.
 *
 * @param texts by file name; what is not a {@code .yaml} or {@code .yml} file is passed over
 */
record PolicyFolder(Map<String, String> texts) {

  /** Larger ones are refused before they are read; the YAML reader has the same limit. */
  private static final int MOST_BYTES = 64 * 1024;

  /**
   * Reads the files, without looking at what they say.
   *
   * @throws IllegalArgumentException that names what cannot be read
   */
  static PolicyFolder read(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files(folder)) {
      texts.put(file.getFileName().toString(), text(file));
    }
    return new PolicyFolder(texts);
  }

  /**
   * The shipped templates with these files on top.
   *
   * @throws IllegalArgumentException with every fault of every file
   */
  PolicySet policies() {
    List<PolicyFile> files = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          try {
            files.add(PolicyReader.read(name, text.getBytes(StandardCharsets.ISO_8859_1)));
          } catch (InvalidPolicyException e) {
            e.faults().forEach(fault -> faults.add(fault.in(name)));
          }
        });
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    return PolicySet.of(files);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(PolicyFolder::isPolicy).sorted().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the folder " + folder, e);
    }
  }

  private static boolean isPolicy(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
  }

  /** One character for each byte, so that a digest is of the very bytes. */
  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException(file + " is larger than 64 KiB");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file, e);
    }
  }
}
