package org.wardbell.activities.database;

import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlTemplate;
import org.wardbell.embedded.mysql.TemporaryMySql;

/**
 * New databases whose schema is up to date. The migrations run once per JVM; each database after
 * that is a copy of what they made.
 */
public final class MigratedDatabase {
  private static final class Template {
    private static final MySqlTemplate INSTANCE =
        TemporaryMySql.shared().template(MigratedDatabase::migrate);
  }

  private MigratedDatabase() {}

  /** Returns one without rows that nobody else uses. */
  public static MySqlDatabase create() {
    return Template.INSTANCE.copy();
  }

  /**
   * Returns one without rows that another test may have used before, for a test with few rows that
   * looks at no plan of a query. It is to be given back.
   */
  public static MySqlDatabase lend() {
    return Template.INSTANCE.lend();
  }

  /** Takes back what was lent, once its connections are closed. */
  public static void giveBack(MySqlDatabase lent) {
    Template.INSTANCE.giveBack(lent);
  }

  /** Brings the schema of an empty database up to date, as the product does when it starts. */
  static void migrate(MySqlDatabase empty) {
    Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4)).close();
  }
}
