package dev.pinwheel.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this module was built to. */
public final class BuildFolder {

  private BuildFolder() {}

  /** The module's {@code target} folder: the parent of its jar and of its classes. */
  public static Path target() {
    try {
      return Path.of(BuildFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("classes that were loaded from a file have its path", e);
    }
  }
}
