package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** A transaction that gets no connection, because all are taken for as long as it may wait. */
@Tag("servers")
final class PoolTransactionsTest {
  private final AtomicBoolean full = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private Database database;

  @BeforeEach
  void open() {
    MySqlDatabase mysql = MigratedDatabase.create();
    database =
        Database.open(
            new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 10),
            this::onceFull);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A pool that has no connection once, and then has one again. */
  private DataSource onceFull(DataSource pool) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                asked.incrementAndGet();
                if (full.getAndSet(false)) {
                  throw new SQLTransientConnectionException("all connections are taken");
                }
              }
              try {
                return method.invoke(pool, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  @Test
  void transaction_withoutAConnection_neitherAsksAgainNorRollsBackAnother() {
    full.set(true);

    assertThatThrownBy(
            () -> database.sending().transaction(inside -> inside.dsl().fetch("select 1")))
        .satisfies(failure -> assertThat(DatabaseFailures.isAway(failure)).isTrue())
        .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());

    assertThat(asked).hasValue(1);
  }

  @Test
  void transaction_thatFails_isRolledBackAndGivesItsConnectionBack() {
    database.sending().execute("create table kept (id int primary key)");

    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(
          () ->
              database
                  .sending()
                  .transaction(
                      inside -> {
                        inside.dsl().execute("insert into kept values (1)");
                        throw new IllegalStateException("not today");
                      }));
    }

    assertThat(database.sending().fetchSingle("select count(*) from kept").get(0, int.class))
        .isZero();
  }

  @Test
  void transaction_insideWhichAnotherGetsNoConnection_isRolledBackAndGivesItsConnectionBack() {
    database.sending().execute("create table kept (id int primary key)");

    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(
              () ->
                  database
                      .sending()
                      .transaction(
                          inside -> {
                            inside.dsl().execute("insert into kept values (1)");
                            full.set(true);
                            // In the place of the keys' pool, which nothing stands in front of.
                            database.commits().fetch("select 1");
                          }))
          .satisfies(failure -> assertThat(DatabaseFailures.isAway(failure)).isTrue());
    }

    assertThat(database.sending().fetchSingle("select count(*) from kept").get(0, int.class))
        .isZero();
  }

  @Test
  void statement_outsideATransaction_isKept() {
    database.sending().execute("create table kept (id int primary key)");

    database.sending().execute("insert into kept values (1)");
    database.commits().execute("insert into kept values (2)");

    assertThat(database.dsl().fetchSingle("select count(*) from kept").get(0, int.class))
        .isEqualTo(2);
  }

  @Test
  void transaction_ofWhatSends_turnsNothingOffAndOnAgain() {
    database.sending().execute("create table kept (id int primary key)");
    database.sending().transaction(inside -> inside.dsl().fetch("select 1"));
    int before = settings();

    for (int i = 0; i < 10; i++) {
      int id = i;
      database
          .sending()
          .transaction(inside -> inside.dsl().execute("insert into kept values (?)", id));
    }

    // A new connection of another pool may set a few.
    assertThat(settings() - before)
        .as("statements that set something, in ten transactions")
        .isLessThan(10);
  }

  private int settings() {
    return database
        .dsl()
        .fetchSingle("show global status like 'Com_set_option'")
        .get("Value", int.class);
  }
}
