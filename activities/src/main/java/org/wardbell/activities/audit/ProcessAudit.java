package org.wardbell.activities.audit;

import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * The audit trail's rows for the start and the stop of a process, with the settings that open
 * something. Of a setting that may hold a credential only its presence is told.
 */
final class ProcessAudit implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ProcessAudit.class);

  private static final Map<String, String> TOLD =
      Map.of(
          "allowed_networks", "wardbell.allowed-networks",
          "trusted_proxies", "wardbell.trusted-proxies",
          "metrics_open", "wardbell.metrics-open",
          "bind", "server.address");

  private static final Map<String, String> PRESENT =
      Map.of(
          "proxy", "wardbell.proxy",
          "google_root_url", "wardbell.google.root-url",
          "public_url", "wardbell.public-url",
          "admin_key", "wardbell.admin-key");

  private final DSLContext database;
  private final AuditStore audit;
  private final Environment environment;
  private volatile boolean running;

  ProcessAudit(DSLContext database, AuditStore audit, Environment environment) {
    this.database = database;
    this.audit = audit;
    this.environment = environment;
  }

  @Override
  public void start() {
    audit.append(database, entry("process.started").with(settings()));
    running = true;
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new TreeMap<>();
    TOLD.forEach(
        (name, property) -> {
          String value = environment.getProperty(property);
          if (value != null && !value.isBlank()) {
            settings.put(name, value);
          }
        });
    PRESENT.forEach(
        (name, property) -> {
          String value = environment.getProperty(property);
          settings.put(name, value != null && !value.isBlank());
        });
    return settings;
  }

  private static AuditEntry entry(String action) {
    return AuditEntry.of(
        null, AuditOrigin.SYSTEM, action, "process/" + ProcessHandle.current().pid());
  }

  @Override
  public void stop() {
    running = false;
    try {
      audit.append(database, entry("process.stopped"));
    } catch (DataAccessException away) {
      log.warn("the database is away, so the audit trail does not tell of this stop");
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops after everything that works. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 9_000;
  }
}
