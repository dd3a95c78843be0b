package org.wardbell.activities.audit;

import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The triggers that refuse changes of the audit trail. They are made at each start and not by a
 * migration, because many a MySQL does not let an application's account make triggers: then the
 * account's rights have to do the same, and the log says so.
 */
final class AuditTriggers {
  private static final Logger log = LoggerFactory.getLogger(AuditTriggers.class);

  /** Refused every removal, also of what is as old as it may become. */
  private static final List<String> EARLIER = List.of("audit_no_delete", "audit_seal_no_delete");

  /**
   * By their names; {@code %s} is what they refuse. A year is the shortest that an operator can
   * set: younger rows nobody removes, whatever the settings say.
   */
  private static final Map<String, String> TRIGGERS =
      Map.of(
          "audit_no_update",
          "before update on audit for each row %s",
          "audit_seal_no_update",
          "before update on audit_seal for each row %s",
          "audit_no_early_delete",
          "before delete on audit for each row"
              + " if old.at > utc_timestamp(6) - interval 1 year then %s; end if",
          "audit_seal_no_early_delete",
          "before delete on audit_seal for each row"
              + " if old.sealed_at > utc_timestamp(6) - interval 1 year then %s; end if");

  private static final String REFUSAL =
      "signal sqlstate '45000' set message_text = 'the audit trail is never changed'";

  private AuditTriggers() {}

  /**
   * Makes those that are missing; where the account may not, the log says what to do instead.
   *
   * @return whether they are there
   */
  static boolean make(DSLContext database) {
    try {
      TRIGGERS.forEach(
          (name, body) -> {
            if (!isPresent(database, name)) {
              database.execute(
                  "create trigger if not exists " + name + " " + body.formatted(REFUSAL));
            }
          });
      for (String earlier : EARLIER) {
        if (isPresent(database, earlier)) {
          database.execute("drop trigger if exists " + earlier);
        }
      }
      return true;
    } catch (DataAccessException refused) {
      log.warn(
          "this database did not let triggers be made (SQLSTATE {}): give Wardbell's account no right to change or"
              + " delete rows of audit and audit_seal, or set log_bin_trust_function_creators",
          refused.sqlState());
      return false;
    }
  }

  private static boolean isPresent(DSLContext database, String trigger) {
    return database.fetchExists(
        DSL.selectOne()
            .from("information_schema.triggers")
            .where("trigger_schema = database() and trigger_name = {0}", DSL.val(trigger)));
  }
}
