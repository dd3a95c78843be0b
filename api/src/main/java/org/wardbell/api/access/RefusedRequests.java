package org.wardbell.api.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditOutcome;
import org.wardbell.activities.audit.AuditStore;

/**
 * The account of requests that were refused: 401, 403 and 429. Each is counted at once. Once a
 * minute the log tells how many there were, and the audit trail gets a row for each address, key
 * and reason, so that a flood makes few rows.
 */
@Component
final class RefusedRequests extends GatheredAccount {
  /** Rows of one minute; what is beyond them is told without its address. */
  static final int GROUPS = 100;

  private static final String OTHERS = "others";

  private static final Logger log = LoggerFactory.getLogger(RefusedRequests.class);

  /** The reasons, as metrics and the audit trail spell them. */
  enum Reason {
    NO_KEY,
    UNKNOWN_KEY,
    EXPIRED_KEY,
    REVOKED_KEY,
    WRONG_PASSWORD,
    NO_CODE,
    NOT_ALLOWED,
    TOO_MANY;

    private final String word = name().toLowerCase(Locale.ROOT);
  }

  /** A group of refusals with the same reason, from the same address, by the same key. */
  private record Group(
      Reason reason, String address, @Nullable AuditOrigin origin, @Nullable UUID clinicId) {}

  private final DSLContext database;
  private final AuditStore audit;
  private final Map<Reason, Counter> counters;
  private final Object lock = new Object();
  private Map<Group, Long> groups = new HashMap<>();

  RefusedRequests(DSLContext database, AuditStore audit, MeterRegistry registry) {
    super("refused-requests", "refused requests of a minute are not in the audit trail");
    this.database = database;
    this.audit = audit;
    this.counters = new HashMap<>();
    for (Reason reason : Reason.values()) {
      counters.put(
          reason,
          Counter.builder("wardbell.requests.refused")
              .description("Requests that were answered 401, 403 or 429")
              .tag("reason", reason.word)
              .register(registry));
    }
  }

  /** Notes the answer to a request, if it was a refusal. */
  void note(HttpServletRequest request, int status) {
    Reason reason =
        switch (status) {
          case 401 ->
              request.getAttribute(RefusedKey.class.getName()) instanceof RefusedKey key
                  ? key.reason()
                  : Reason.NO_KEY;
          case 403 -> Reason.NOT_ALLOWED;
          case 429 -> Reason.TOO_MANY;
          default -> null;
        };
    if (reason != null) {
      note(new Group(reason, request.getRemoteAddr(), origin(request), clinic(request)));
    }
  }

  private static @Nullable AuditOrigin origin(HttpServletRequest request) {
    if (request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
      return caller.origin().in(null, null);
    }
    if (request.getAttribute(SignedIn.class.getName()) instanceof SignedIn person) {
      return person.origin();
    }
    return request.getAttribute(RefusedKey.class.getName()) instanceof RefusedKey key
        ? key.origin()
        : null;
  }

  private static @Nullable UUID clinic(HttpServletRequest request) {
    if (request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
      return caller.clinicId();
    }
    return request.getAttribute(SignedIn.class.getName()) instanceof SignedIn signedIn
        ? signedIn.person().onlyClinic()
        : null;
  }

  private void note(Group group) {
    synchronized (lock) {
      boolean full = groups.size() >= GROUPS && !groups.containsKey(group);
      groups.merge(full ? new Group(group.reason(), OTHERS, null, null) : group, 1L, Long::sum);
    }
    Counter counter = counters.get(group.reason());
    if (counter != null) {
      counter.increment();
    }
  }

  /** Writes what was gathered. A minute's rows are lost if the database is away just then. */
  @Override
  protected void write() {
    Map<Group, Long> gathered;
    synchronized (lock) {
      gathered = groups;
      groups = new HashMap<>();
    }
    if (gathered.isEmpty()) {
      return;
    }
    Map<String, Long> byReason = new TreeMap<>();
    gathered.forEach((group, count) -> byReason.merge(group.reason().word, count, Long::sum));
    log.warn("requests refused within a minute: {}", byReason);
    database.transaction(
        configuration ->
            gathered.forEach(
                (group, count) -> audit.append(configuration.dsl(), entry(group, count))));
  }

  private static AuditEntry entry(Group group, long count) {
    AuditOrigin origin =
        group.origin() == null
            ? new AuditOrigin("anonymous", null, null, null, null)
            : group.origin();
    String address = group.address().equals(OTHERS) ? null : group.address();
    return AuditEntry.of(
            group.clinicId(),
            origin.in(address, null),
            "request.refused",
            address == null ? "address/" + OTHERS : "address/" + address)
        .ended(AuditOutcome.REFUSED)
        .with(Map.of("reason", group.reason().word, "count", count));
  }
}
