package dev.pinwheel.runtime.service;

import dev.pinwheel.runtime.config.ConfigKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings of every process of the pipeline. */
public final class CommonKeys {

  public static final ConfigKey<String> ADMIN_HOST =
      ConfigKey.text("admin.host", "address that health and metrics are served on")
          .withDefault("127.0.0.1");

  public static final ConfigKey<Integer> ADMIN_PORT =
      ConfigKey.integer(
              "admin.port",
              "port that health and metrics are served on; 0: the system chooses one",
              0,
              65_535)
          .withDefault("0");

  public static final ConfigKey<Optional<String>> INSTANCE_ID =
      ConfigKey.text(
              "instance.id",
              "name of this instance among those of its stage, the same after a restart, so that a"
                  + " transaction left open by its crash is ended at once; none: another one at"
                  + " every start")
          .optional();

  private static final List<ConfigKey<?>> ALL = List.of(ADMIN_HOST, ADMIN_PORT, INSTANCE_ID);

  private CommonKeys() {}

  /** Everything that a process of this definition understands, common settings first. */
  public static List<ConfigKey<?>> with(ServiceDefinition definition) {
    return Stream.<ConfigKey<?>>concat(ALL.stream(), definition.keys().stream()).toList();
  }
}
