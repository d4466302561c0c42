package dev.pinwheel.audit.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.runtime.config.Secret;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is and who asks.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}; without credentials
 */
public record DatabaseAccess(String url, String user, Secret password) {

  /** A writer that cannot get on must notice well within the ten seconds that a stop may take. */
  private static final Duration CONNECTING = Duration.ofSeconds(3);

  private static final int ANSWER_SECONDS = 15;

  /**
   * The lock time-out ends the wait for another instance; the idle time-out ends the transaction of
   * an instance that froze while it held the chain, so that the others go on.
   */
  private static final String WRITER_LIMITS =
      "SET lock_timeout = '3s'; SET statement_timeout = '5s';"
          + " SET idle_in_transaction_session_timeout = '10s'";

  /** A pool for the one writer; nothing is connected yet. */
  HikariDataSource writerPool() {
    HikariConfig pool = pool("audit-sink");
    pool.setConnectionInitSql(WRITER_LIMITS);
    pool.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
    pool.addDataSourceProperty("reWriteBatchedInserts", true);
    pool.setMaximumPoolSize(1);
    return new HikariDataSource(pool);
  }

  /**
   * For changes of the tables, which may have to build an index over the whole log: a statement
   * takes what it takes, while the wait for another's lock has the same limit as a writer's.
   */
  DataSource migrator() {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setUrl(url);
    connections.setUser(user);
    connections.setPassword(password.reveal());
    connections.setApplicationName("audit-migration");
    connections.setConnectTimeout((int) CONNECTING.toSeconds());
    connections.setTcpKeepAlive(true);
    connections.setOptions("-c lock_timeout=3s");
    return connections;
  }

  /** A pool for one reader, whose statements may take as long as the log is. */
  HikariDataSource readerPool() {
    HikariConfig pool = pool("audit-reader");
    pool.setReadOnly(true);
    pool.setMaximumPoolSize(1);
    return new HikariDataSource(pool);
  }

  private HikariConfig pool(String name) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password.reveal());
    pool.setConnectionTimeout(CONNECTING.toMillis());
    pool.setValidationTimeout(Duration.ofSeconds(2).toMillis());
    pool.setMinimumIdle(0);
    pool.setInitializationFailTimeout(-1); // the database may start after us
    pool.addDataSourceProperty("ApplicationName", name);
    pool.addDataSourceProperty("connectTimeout", CONNECTING.toSeconds());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    return pool;
  }
}
