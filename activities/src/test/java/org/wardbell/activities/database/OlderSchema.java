package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** A database with the schema of an older version, for tests of what becomes of its rows. */
public final class OlderSchema implements AutoCloseable {
  private final Connection connection;

  private OlderSchema(Connection connection) {
    this.connection = connection;
  }

  /** Makes the schema of a version in an empty database. */
  public static OlderSchema make(DatabaseSettings settings, int version) throws SQLException {
    ServerConnections server = new ServerConnections(settings);
    new Migrations(server, null).configuration().target(version + "?").load().migrate();
    return new OlderSchema(server.getConnection());
  }

  /** Returns its one connection. */
  public DSLContext dsl() {
    return DSL.using(connection, SQLDialect.MYSQL, new Settings().withRenderSchema(false));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
