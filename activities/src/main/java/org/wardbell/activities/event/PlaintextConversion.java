package org.wardbell.activities.event;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.WrongMasterKeyException;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.PlainColumns;
import org.wardbell.activities.database.RefusedStart;
import org.wardbell.activities.database.StartProgress;
import org.wardbell.activities.database.UuidConverter;

/**
 * The conversion of subjects and idempotency keys that an older version kept as they came: once,
 * before anybody is served, chunk by chunk, so that a start that was interrupted goes on where it
 * stood. One process converts; others that start meanwhile wait for it.
 */
final class PlaintextConversion {
  /** Rows of one transaction. */
  private static final int CHUNK = 500;

  /** A start says what it does at least this often. */
  private static final Duration TOLD = Duration.ofSeconds(5);

  private static final Field<String> SUBJECT = DSL.field(DSL.name("subject"), SQLDataType.VARCHAR);

  private static final Field<byte[]> KEY =
      DSL.field(DSL.name("idempotency_key"), SQLDataType.VARBINARY);

  private static final String SEAL_EVENT =
      "update event set subject = null, idempotency_key = null, subject_ciphertext = ?,"
          + " subject_fingerprint = ?, idempotency_fingerprint = ? where id = ?";

  /** Changes nothing of a delivery's state, so it is no transition. */
  private static final String MARK_DELIVERY =
      "update delivery set subject = null, subject_fingerprint = ? where id = ?";

  private static final Logger log = LoggerFactory.getLogger(PlaintextConversion.class);

  private final DSLContext database;
  private final boolean migrates;
  private final EventStore store;
  private final StartProgress progress;
  private long told = System.nanoTime();

  PlaintextConversion(Database database, Encryption encryption, StartProgress progress) {
    this.database = database.dsl();
    this.migrates = database.migrates();
    this.store = new EventStore(encryption);
    this.progress = progress;
  }

  /** Converts what there is: after the first start of this version nothing. */
  void run() {
    if (PlainColumns.tables(database).isEmpty()) {
      return;
    }
    if (!migrates) {
      throw new RefusedStart(
          "Subjects and idempotency keys of an older version stand in the clear, and this process changes no tables: start one with WARDBELL_DATABASE_MIGRATE=true, the master key and an account that may change tables, once.");
    }
    database.connection(
        connection -> {
          // To rewrite a table takes longer than any other statement may; the pool takes it back.
          connection.setNetworkTimeout(Runnable::run, 0);
          DSLContext held = DSL.using(connection, SQLDialect.MYSQL, database.settings());
          PlainColumns.alone(
              held,
              () -> progress.say("Another process seals older subjects, this one waits."),
              () -> PlainColumns.tables(held).forEach(table -> convert(held, table)));
        });
  }

  private void convert(DSLContext held, String table) {
    Set<UUID> foreign =
        table.equals(EVENT.getName())
            ? walk(
                held,
                EVENT.NUMBER,
                EVENT.CLINIC_ID,
                List.of(EVENT.ID, SUBJECT, KEY),
                SUBJECT.isNotNull().or(KEY.isNotNull()),
                SEAL_EVENT,
                this::sealed)
            : walk(
                held,
                DELIVERY.NUMBER,
                DELIVERY.CLINIC_ID,
                List.of(DELIVERY.ID, SUBJECT),
                SUBJECT.isNotNull(),
                MARK_DELIVERY,
                this::marked);
    if (foreign.isEmpty()) {
      progress.say("The emptied columns of table " + table + " are dropped; it is rewritten.");
      PlainColumns.drop(held, table);
    } else {
      log.error(
          "subjects in table {} stay in the clear for {} clinics, whose data keys were sealed with"
              + " another master key; the next start tries again: {}",
          table,
          foreign.size(),
          foreign);
    }
  }

  /** The values of a row's update. */
  @FunctionalInterface
  private interface Sealing {
    @Nullable Object[] values(UUID clinic, Record row);
  }

  /** Goes through a table's rows, and returns the clinics for which nobody here can seal. */
  private Set<UUID> walk(
      DSLContext held,
      TableField<?, Long> number,
      TableField<?, UUID> clinic,
      List<Field<?>> fields,
      Condition plain,
      String update,
      Sealing sealing) {
    String table = number.getTable().getName();
    long newest = held.select(DSL.coalesce(DSL.max(number), 0L)).from(table).fetchSingle().value1();
    Set<UUID> foreign = new HashSet<>();
    for (long last = 0; ; ) {
      Result<Record> rows =
          held.select(fields)
              .select(number, clinic)
              .from(number.getTable())
              .where(number.gt(last))
              .and(plain)
              .orderBy(number)
              .limit(CHUNK)
              .fetch();
      if (rows.isEmpty()) {
        return foreign;
      }
      List<Object[]> values = new ArrayList<>(rows.size());
      for (Record row : rows) {
        try {
          values.add(sealing.values(row.get(clinic), row));
        } catch (WrongMasterKeyException wrong) {
          foreign.add(row.get(clinic));
        }
      }
      if (!values.isEmpty()) {
        held.transaction(
            chunk -> chunk.dsl().batch(update, values.toArray(Object[][]::new)).execute());
      }
      last = rows.getLast().get(number);
      tell(table, last, newest);
    }
  }

  private @Nullable Object[] sealed(UUID clinic, Record row) {
    UUID id = row.get(EVENT.ID);
    String subject = row.get(SUBJECT);
    byte[] key = row.get(KEY);
    return new @Nullable Object[] {
      store.sealSubject(clinic, id, subject),
      subject == null ? null : store.subjectFingerprint(clinic, subject),
      key == null ? null : store.keyFingerprint(clinic, new String(key, StandardCharsets.US_ASCII)),
      new UuidConverter().to(id)
    };
  }

  private @Nullable Object[] marked(UUID clinic, Record row) {
    return new @Nullable Object[] {
      store.subjectFingerprint(clinic, row.get(SUBJECT)),
      new UuidConverter().to(row.get(DELIVERY.ID))
    };
  }

  private void tell(String table, long last, long newest) {
    if (System.nanoTime() - told >= TOLD.toNanos()) {
      told = System.nanoTime();
      progress.say(
          "The subjects of table %s are sealed: row %,d of %,d.".formatted(table, last, newest));
    }
  }
}
