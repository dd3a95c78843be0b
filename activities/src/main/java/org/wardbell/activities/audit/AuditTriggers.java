package org.wardbell.activities.audit;

import java.util.List;
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

  private static final List<String> TABLES = List.of("audit", "audit_seal");
  private static final List<String> CHANGES = List.of("update", "delete");

  private AuditTriggers() {}

  static void make(DSLContext database) {
    try {
      for (String table : TABLES) {
        for (String change : CHANGES) {
          makeUnlessPresent(database, table, change);
        }
      }
    } catch (DataAccessException refused) {
      log.warn(
          "this database did not let triggers be made (SQLSTATE {}): give Wardbell's account no right to change or"
              + " delete rows of audit and audit_seal, or set log_bin_trust_function_creators",
          refused.sqlState());
    }
  }

  private static void makeUnlessPresent(DSLContext database, String table, String change) {
    String name = table + "_no_" + change;
    boolean present =
        database.fetchExists(
            DSL.selectOne()
                .from("information_schema.triggers")
                .where("trigger_schema = database() and trigger_name = {0}", DSL.val(name)));
    if (!present) {
      database.execute(
          ("create trigger if not exists %s before %s on %s for each row signal sqlstate '45000'"
                  + " set message_text = 'the audit trail is never changed'")
              .formatted(name, change, table));
    }
  }
}
