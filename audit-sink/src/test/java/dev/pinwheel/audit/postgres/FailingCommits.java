package dev.pinwheel.audit.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** A data source whose connections break at their commit, before it or right after it. */
final class FailingCommits {

  enum Moment {
    NEVER,
    /** The server never hears of the commit. */
    BEFORE,
    /** The server commits, and its answer is lost. */
    AFTER
  }

  private final DataSource database;
  private final AtomicReference<Moment> moment = new AtomicReference<>(Moment.NEVER);

  FailingCommits(DataSource database) {
    this.database = database;
  }

  void failOnce(Moment when) {
    moment.set(when);
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        database,
        (name, result) ->
            name.equals("getConnection") ? connection((Connection) result.call()) : result.call());
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (name, result) -> name.equals("commit") ? commit(connection, result) : result.call());
  }

  private Object commit(Connection connection, Call commit) throws Throwable {
    switch (moment.getAndSet(Moment.NEVER)) {
      case NEVER -> commit.call();
      case BEFORE -> breakOff(connection);
      case AFTER -> {
        commit.call();
        breakOff(connection);
      }
    }
    return null;
  }

  private static void breakOff(Connection connection) throws SQLException {
    connection.abort(Runnable::run);
    throw new SQLException("the connection broke", "08006");
  }

  @FunctionalInterface
  private interface Call {
    Object call() throws Throwable;
  }

  @FunctionalInterface
  private interface Around {
    Object invoke(String method, Call original) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T original, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                around.invoke(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(original, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }
}
