package org.wardbell.activities.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A pool that refuses a second connection to a thread that holds one, and remembers who asked: the
 * exception may be caught on its way.
 */
public final class OneConnection implements DataSource {
  private static final ThreadLocal<Connection> HELD = new ThreadLocal<>();
  private static final List<Throwable> REFUSED = new CopyOnWriteArrayList<>();

  private final DataSource pool;

  public OneConnection(DataSource pool) {
    this.pool = pool;
  }

  /** Returns the stacks of those that asked for a second connection since the last call. */
  public static List<Throwable> takeRefused() {
    List<Throwable> refused = List.copyOf(REFUSED);
    REFUSED.removeAll(refused);
    return refused;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (HELD.get() != null) {
      var second = new IllegalStateException("a thread asks for a second connection");
      REFUSED.add(second);
      throw second;
    }
    Connection connection = pool.getConnection();
    HELD.set(connection);
    return (Connection)
        Proxy.newProxyInstance(
            OneConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("close") && HELD.get() == connection) {
                HELD.remove();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter writer) throws SQLException {
    pool.setLogWriter(writer);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }
}
