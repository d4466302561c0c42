package dev.pinwheel.cli;

import dev.pinwheel.audit.AuditSinkConfig;
import dev.pinwheel.audit.postgres.DatabaseAccess;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the audit log's database is. */
final class DatabaseOptions {

  private static final ConfigKey<Optional<String>> URL = AuditSinkConfig.DATABASE_URL.optional();
  private static final ConfigKey<Optional<String>> USER = AuditSinkConfig.DATABASE_USER.optional();
  private static final ConfigKey<Optional<Secret>> PASSWORD =
      AuditSinkConfig.DATABASE_PASSWORD.optional();

  @Option(
      names = "--database-url",
      paramLabel = "JDBC",
      description = "jdbc:postgresql://host:port/database")
  private String url;

  @Option(names = "--database-user", paramLabel = "ROLE", description = "Database role.")
  private String user;

  @Option(
      names = "--database-password",
      paramLabel = "REF",
      description = "Its password by reference, env:NAME or file:PATH.")
  private String password;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with database.url, database.user and database.password.")
  private Path config;

  DatabaseAccess access() {
    Settings settings = CommandSettings.read(List.of(URL, USER), Optional.ofNullable(config));
    return new DatabaseAccess(
        given("url", Optional.ofNullable(url).or(() -> settings.get(URL))),
        given("user", Optional.ofNullable(user).or(() -> settings.get(USER))),
        given("password", password()));
  }

  /** The option is looked at first: a reference that it overrides may lead to nothing. */
  private Optional<Secret> password() {
    return password == null
        ? CommandSettings.read(List.of(PASSWORD), Optional.ofNullable(config)).get(PASSWORD)
        : Optional.of(new Secret(TokenReference.resolve("--database-password", password)));
  }

  private static <T> T given(String name, Optional<T> value) {
    return value.orElseThrow(
        () ->
            new WrongUsageException(
                "the audit log's database is not named: use --database-%s, or database.%s in --config FILE"
                    .formatted(name, name)));
  }
}
