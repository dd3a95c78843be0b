package org.wardbell.activities.audit;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.wardbell.activities.audit.AuditVerification.Kind;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** An audit trail in a database of its own, with its seals, for tests. */
@Tag("servers")
abstract class AuditTrailTest {
  static final int PATIENCE_SECONDS = 60;

  private Database database;
  DSLContext dsl;
  AuditStore audit;
  AuditSealing sealing;
  AuditVerifier verifier;
  AuditRetention retention;

  @BeforeEach
  void open() {
    MySqlDatabase mysql = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 8));
    dsl = database.dsl();
    Encryption encryption =
        new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys());
    AuditSeals seals = new AuditSeals(encryption);
    audit = new AuditStore(InstantSource.system());
    sealing = new AuditSealing(dsl, seals);
    verifier = new AuditVerifier(dsl, seals);
    retention = new AuditRetention(dsl, encryption);
  }

  @AfterEach
  void close() {
    database.close();
  }

  static AuditEntry entry(String target) {
    return AuditEntry.of(
            UUID.randomUUID(),
            new AuditOrigin("key/1", "Desk", "ADMIN", "192.0.2.7", "request-1"),
            "webhook.changed",
            target)
        .with(Map.of("version", 3, "fields", List.of("url", "name"), "allow_http", false));
  }

  /** Seals whatever waits; the first step only makes the chain. */
  void seal() {
    do {
      sealing.step();
    } while (sealing.hasWork());
  }

  void sealedRows(int count) {
    for (int i = 1; i <= count; i++) {
      audit.append(dsl, entry("webhook/" + i));
    }
    seal();
  }

  Kind fault() {
    AuditVerification found = verifier.verify(0, AuditVerifier.PER_CALL);
    return found.fault() == null ? null : found.fault().kind();
  }
}
