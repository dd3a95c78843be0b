package org.wardbell.activities.audit;

import java.util.ArrayList;
import java.util.List;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.PlainColumns;

/**
 * The migration of a database as a step of its own, with an account that may change tables, so that
 * api and workers can do with one that may not.
 */
public final class SchemaMigration {
  private SchemaMigration() {}

  /**
   * The end of the step.
   *
   * @param complete whether processes that change no tables can start now
   * @param sentences for the operator
   */
  public record Result(boolean complete, List<String> sentences) {}

  /** Does what is left once a database's tables are up to date, and says what was done. */
  public static Result complete(Database migrated) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "The schema is of version "
            + migrated
                .dsl()
                .resultQuery(
                    "select version from flyway_schema_history where success order by installed_rank desc limit 1")
                .fetchOne(0, String.class)
            + ".");
    if (!AuditTriggers.make(migrated.dsl())) {
      sentences.add(
          "This account may make no triggers, so nothing but the rights of Wardbell's account keeps the audit trail from being changed: grant it no update of audit and audit_seal, or set log_bin_trust_function_creators=1 and run this again.");
    }
    boolean converted = PlainColumns.tables(migrated.dsl()).isEmpty();
    if (!converted) {
      sentences.add(
          "Subjects of an older version stand in the clear still: start Wardbell once with this account, WARDBELL_DATABASE_MIGRATE=true and the master key, which seals them.");
    }
    return new Result(converted, sentences);
  }
}
