package org.wardbell.api.clinic;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditFilter;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.AuditVerification;
import org.wardbell.activities.audit.AuditVerifier;
import org.wardbell.activities.audit.KeptAuditEntry;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

/** The looks at the audit trail; each is an entry of it. */
@Component
public final class AuditReads {
  private static final int MAXIMUM_TEXT = 120;

  /** {@code system}, {@code anonymous}, or a kind and an id. */
  private static final Pattern ACTOR = Pattern.compile("[a-z][a-z_-]*(/.+)?");

  /** A noun and a verb, or the beginning of one with its dot. */
  private static final Pattern ACTION = Pattern.compile("[a-z_-]+\\.[a-z_.-]*");

  private static final Pattern TARGET = Pattern.compile("[a-z_-]+/.+");

  private final DSLContext database;
  private final AuditStore audit;
  private final AuditVerifier verifier;

  AuditReads(DSLContext database, AuditStore audit, AuditVerifier verifier) {
    this.database = database;
    this.audit = audit;
    this.verifier = verifier;
  }

  /**
   * Returns the filter of a request.
   *
   * @param clinic the one that is asked for, or null
   * @throws org.wardbell.api.problem.ProblemException 422 with all that is wrong with it
   */
  public static AuditFilter filter(
      Caller caller,
      @Nullable UUID clinic,
      @Nullable String actor,
      @Nullable String action,
      @Nullable String target,
      @Nullable String from,
      @Nullable String to) {
    FieldChecks checks = new FieldChecks();
    AuditFilter filter =
        new AuditFilter(
            caller.clinic(clinic, null),
            formed(
                "actor", actor, ACTOR, "Write it like person/<id> or key/<id>, or system.", checks),
            formed(
                "action",
                action,
                ACTION,
                "Write it like webhook.created, or webhook. for all that begin so.",
                checks),
            formed("target", target, TARGET, "Write it like webhook/<id> or erasure/<id>.", checks),
            checks.optionalTime("from", from),
            checks.optionalTime("to", to));
    checks.period(filter.from(), filter.to());
    checks.orThrow();
    return filter;
  }

  /** Returns a filter that may be left out; one that no entry can have would find nothing, ever. */
  private static @Nullable String formed(
      String field, @Nullable String value, Pattern form, String fix, FieldChecks checks) {
    String text = checks.optionalText(field, value, MAXIMUM_TEXT);
    if (text != null && !form.matcher(text).matches()) {
      checks.add(field, "does not have the form of one", fix);
    }
    return text;
  }

  /** Returns entries, newest first, and notes the look. */
  public List<KeptAuditEntry> list(
      AuditFilter filter, @Nullable Long before, int rows, Caller caller) {
    audit.append(
        database, AuditEntry.of(filter.clinicId(), caller.origin(), "audit.read", "audit/*"));
    return audit.list(database, filter, before, rows);
  }

  /**
   * Checks the trail against its seals, and notes it.
   *
   * @param after go on after this position, or null
   * @param position of a head that was kept elsewhere, with its seal; or null
   */
  public AuditVerificationView verify(
      @Nullable Long after, @Nullable Long position, @Nullable String seal, Caller caller) {
    if ((position == null) != (seal == null)) {
      throw ProblemException.invalid(
          position == null ? "position" : "seal",
          "is missing",
          "Send the position and the seal of a head together.");
    }
    if (position != null && position < verifier.ended()) {
      throw ProblemException.invalid(
          "position", "is of a row that ended by age", "Send a newer head, or none.");
    }
    AuditVerification found =
        verifier.verify(after == null ? 0 : Math.max(0, after), AuditVerifier.PER_CALL);
    boolean kept = position == null || seal == null || verifier.isSealed(position, seal);
    audit.append(
        database,
        AuditEntry.of(null, caller.origin(), "audit.verified", "audit/*")
            .with(Map.of("intact", found.intact() && kept, "checked", found.checked())));
    return AuditVerificationView.of(found, kept);
  }
}
