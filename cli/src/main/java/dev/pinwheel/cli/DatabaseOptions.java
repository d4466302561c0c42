package dev.pinwheel.cli;

import dev.pinwheel.audit.postgres.DatabaseAccess;
import dev.pinwheel.runtime.config.Secret;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where the audit log's database is. */
final class DatabaseOptions {

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
    Properties file = new Properties();
    if (config != null) {
      if (!Files.exists(config)) {
        throw new WrongUsageException("there is no file " + config);
      }
      try (Reader reader = Files.newBufferedReader(config)) {
        file.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + config, e);
      }
    }
    return new DatabaseAccess(
        given("url", url, file),
        given("user", user, file),
        new Secret(
            TokenReference.resolve("--database-password", given("password", password, file))));
  }

  private static String given(String name, String option, Properties file) {
    String value = option == null ? file.getProperty("database." + name) : option;
    if (value == null) {
      throw new WrongUsageException(
          "the audit log's database is not named: use --database-%s, or database.%s in --config FILE"
              .formatted(name, name));
    }
    return value;
  }
}
