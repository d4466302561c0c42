package dev.pinwheel.audit.postgres;

import dev.pinwheel.embedded.EmbeddedDatabase;
import dev.pinwheel.runtime.config.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The one PostgreSQL of this module's tests; each test has a database of its own in it. */
public final class TestDatabase {

  private static final EmbeddedDatabase SERVER = started();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /** A new, empty database. */
  public static TestDatabase create() throws SQLException {
    String name = "audit_" + NUMBER.incrementAndGet();
    execute(SERVER.jdbcUrl(), "CREATE DATABASE " + name);
    return new TestDatabase(name);
  }

  /** The server, for tests that stop it. */
  public static EmbeddedDatabase server() {
    return SERVER;
  }

  public DatabaseAccess access() {
    return new DatabaseAccess(url(), SERVER.user(), new Secret(SERVER.password()));
  }

  /** The owner's SQL: what an attacker in the database could do. */
  public void execute(String sql) throws SQLException {
    execute(url(), sql);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), SERVER.user(), SERVER.password());
  }

  private String url() {
    return SERVER.jdbcUrl().replaceFirst("/postgres$", "/" + name);
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url, SERVER.user(), SERVER.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static EmbeddedDatabase started() {
    EmbeddedDatabase server = EmbeddedDatabase.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    return server;
  }
}
