package org.wardbell.activities.audit;

import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.AUDIT_HEAD;
import static org.wardbell.activities.database.generated.Tables.AUDIT_SEAL;
import static org.wardbell.activities.database.generated.Tables.AUDIT_UNSEALED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SelectField;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditVerification.Fault;
import org.wardbell.activities.audit.AuditVerification.Kind;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.AuditHeadRecord;

/**
 * The look through the audit trail: each row against its seal, each seal against the one before.
 */
public final class AuditVerifier {
  /** Links that one call looks at; a second or two. */
  public static final int PER_CALL = 100_000;

  private static final int PAGE = 1_000;

  /** A row that has no seal after so long will never get one. */
  private static final Duration SEALED_WITHIN = Duration.ofMinutes(10);

  private final DSLContext database;
  private final AuditSeals seals;

  AuditVerifier(DSLContext database, AuditSeals seals) {
    this.database = database;
    this.seals = seals;
  }

  /** Returns the end of the chain as its signature proves it, or null if that is broken. */
  public AuditSealing.@Nullable Head head() {
    AuditHeadRecord kept =
        database.selectFrom(AUDIT_HEAD).where(AUDIT_HEAD.ID.eq(AuditSealing.HEAD)).fetchOne();
    byte[] last = kept == null ? null : AuditSealing.last(database, kept.getPosition());
    return kept != null
            && last != null
            && AuditSeals.same(kept.getSignature(), seals.signature(kept.getPosition(), last))
        ? new AuditSealing.Head(kept.getPosition(), last)
        : null;
  }

  /** Returns how many rows ended by age: those up to this position; 0 if that is broken. */
  public long ended() {
    AuditAnchor anchor = anchor();
    return anchor == null ? 0 : anchor.position();
  }

  private @Nullable AuditAnchor anchor() {
    try {
      return AuditAnchor.read(database, seals);
    } catch (BrokenAuditException moved) {
      return null;
    }
  }

  /** Returns whether the chain has this seal, in hexadecimal digits, at this position. */
  public boolean isSealed(long position, String seal) {
    AuditAnchor anchor = anchor();
    byte[] kept =
        anchor != null && anchor.position() == position
            ? anchor.seal()
            : AuditSealing.last(database, position);
    return kept != null && HexFormat.of().formatHex(kept).equalsIgnoreCase(seal);
  }

  /**
   * Looks at the chain from a position on, and at its end. What ended by age is left out.
   *
   * @param after the position that an earlier call ended with, or 0 for the beginning
   * @param limit links to look at, {@link #PER_CALL} at most
   */
  public AuditVerification verify(long after, int limit) {
    AuditSealing.Head head = head();
    AuditAnchor anchor = anchor();
    if (anchor == null) {
      return new Look(0, after, head).broken(after, new Fault(Kind.BEGINNING_CHANGED, null, null));
    }
    long end = head == null ? newest() : head.position();
    long from = Math.max(after, anchor.position());
    Look look = new Look(anchor.position(), from, head);
    byte[] before = from == anchor.position() ? anchor.seal() : AuditSealing.last(database, from);
    if (before == null) {
      return look.broken(from, new Fault(Kind.SEAL_MISSING, from, null));
    }
    long position = from;
    long last = Math.min(end, from + Math.min(limit, PER_CALL));
    while (position < last) {
      Result<Record> page = page(position, last);
      for (Record row : page) {
        position++;
        Fault fault = fault(seals, row, position, before);
        if (fault != null) {
          return look.broken(position, fault);
        }
        before = row.get(AUDIT_SEAL.SEAL);
      }
      if (page.isEmpty()) {
        return look.broken(position, new Fault(Kind.SEAL_MISSING, position + 1, null));
      }
    }
    boolean complete = position >= end;
    return look.until(position, complete, complete ? atTheEnd(head) : null);
  }

  /** A look from a position on. */
  private final class Look {
    private final long ended;
    private final long from;
    private final AuditSealing.@Nullable Head head;

    private Look(long ended, long from, AuditSealing.@Nullable Head head) {
      this.ended = ended;
      this.from = from;
      this.head = head;
    }

    private AuditVerification broken(long position, Fault fault) {
      return until(position, false, fault);
    }

    private AuditVerification until(long position, boolean complete, @Nullable Fault fault) {
      return new AuditVerification(
          ended, position - from, position, complete, waiting(), head, fault);
    }
  }

  private long newest() {
    Long newest =
        database
            .select(AUDIT_SEAL.POSITION)
            .from(AUDIT_SEAL)
            .orderBy(AUDIT_SEAL.POSITION.desc())
            .limit(1)
            .fetchOne(AUDIT_SEAL.POSITION);
    return newest == null ? 0 : newest;
  }

  private Result<Record> page(long position, long last) {
    return links(database)
        .where(AUDIT_SEAL.POSITION.gt(position), AUDIT_SEAL.POSITION.le(last))
        .orderBy(AUDIT_SEAL.POSITION)
        .limit(PAGE)
        .fetch();
  }

  /** Selects seals, each with its row. */
  static SelectOnConditionStep<Record> links(DSLContext database) {
    List<SelectField<?>> fields = new ArrayList<>(List.of(AUDIT.fields()));
    fields.add(AUDIT_SEAL.POSITION);
    fields.add(AUDIT_SEAL.SEAL);
    fields.add(AUDIT_SEAL.NUMBER.as("sealed_number"));
    return database
        .select(fields)
        .from(AUDIT_SEAL)
        .leftJoin(AUDIT)
        .on(AUDIT.NUMBER.eq(AUDIT_SEAL.NUMBER));
  }

  /** Returns what is wrong with a link, or null. */
  static @Nullable Fault fault(AuditSeals seals, Record row, long position, byte[] before) {
    if (row.get(AUDIT_SEAL.POSITION) != position) {
      return new Fault(Kind.SEAL_MISSING, position, null);
    }
    Long number = row.get("sealed_number", Long.class);
    if (row.get(AUDIT.NUMBER) == null) {
      return new Fault(Kind.ROW_MISSING, position, number);
    }
    byte[] expected = seals.seal(before, position, AuditRows.read(row.into(AUDIT)));
    return AuditSeals.same(expected, row.get(AUDIT_SEAL.SEAL))
        ? null
        : new Fault(Kind.ROW_CHANGED, position, number);
  }

  private @Nullable Fault atTheEnd(AuditSealing.@Nullable Head head) {
    long newest = newest();
    if (head == null ? newest > 0 || database.fetchExists(AUDIT_HEAD) : newest < head.position()) {
      return new Fault(Kind.END_CHANGED, newest, null);
    }
    return withoutSeal();
  }

  /** Returns the oldest row that nobody will seal any more, or that waits for far too long. */
  private @Nullable Fault withoutSeal() {
    Long number =
        database
            .select(AUDIT.NUMBER)
            .from(AUDIT)
            .leftJoin(AUDIT_SEAL)
            .on(AUDIT_SEAL.NUMBER.eq(AUDIT.NUMBER))
            .where(AUDIT_SEAL.NUMBER.isNull())
            .and(AUDIT.AT.lt(DatabaseClock.after(SEALED_WITHIN.negated())))
            .orderBy(AUDIT.NUMBER)
            .limit(1)
            .fetchOne(AUDIT.NUMBER);
    return number == null ? null : new Fault(Kind.ROW_WITHOUT_SEAL, null, number);
  }

  private long waiting() {
    return database.fetchCount(AUDIT_UNSEALED);
  }
}
