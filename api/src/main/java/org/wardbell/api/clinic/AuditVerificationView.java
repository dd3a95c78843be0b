package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditSealing;
import org.wardbell.activities.audit.AuditVerification;

/** The result of a look through the audit trail, as it is shown. */
@Schema(name = "AuditVerification")
public record AuditVerificationView(
    @Schema(description = "Whether everything that was looked at is as it was written.")
        boolean intact,
    @Schema(description = "Rows that ended by age; the chain begins after them.") long ended,
    @Schema(description = "Rows that were looked at.") long checked,
    @Schema(description = "Place of the last of them in the chain.") long position,
    @Schema(description = "Whether that is the end; otherwise call again with after=position.")
        boolean complete,
    @Schema(description = "New rows that wait for their seal, for some seconds.") long waiting,
    @Schema(
            description =
                "The end of the chain. Keep it where nobody who can write to the database can.")
        @Nullable Head head,
    @Schema(description = "The first thing that is not as it was written.") @Nullable Fault fault) {

  /** The end of the chain. */
  @Schema(name = "AuditHead")
  public record Head(long position, @Schema(description = "64 hexadecimal digits.") String seal) {}

  /** The first fault. */
  @Schema(name = "AuditFault")
  public record Fault(
      @Schema(
              allowableValues = {
                "row_changed",
                "row_missing",
                "seal_missing",
                "end_changed",
                "beginning_changed",
                "row_without_seal",
                "head_changed"
              })
          String kind,
      @Schema(description = "Place in the chain.") @Nullable Long position,
      @Schema(description = "Number of the row.") @Nullable Long number,
      String meaning) {}

  public static AuditVerificationView of(AuditVerification found, boolean kept) {
    AuditSealing.Head head = found.head();
    return new AuditVerificationView(
        found.intact() && kept,
        found.ended(),
        found.checked(),
        found.position(),
        found.complete(),
        found.waiting(),
        head == null ? null : new Head(head.position(), HexFormat.of().formatHex(head.last())),
        fault(found.fault(), kept));
  }

  private static @Nullable Fault fault(AuditVerification.@Nullable Fault fault, boolean kept) {
    if (fault != null) {
      return new Fault(
          fault.kind().name().toLowerCase(Locale.ROOT),
          fault.position(),
          fault.number(),
          meaning(fault.kind()));
    }
    return kept
        ? null
        : new Fault(
            "head_changed",
            null,
            null,
            "The head that was sent is no place of this chain: the trail was made anew, an older"
                + " copy was put back, or the head was mistyped. Compare it with the place where it"
                + " is kept; if it is the same, ask who could write to the database, and compare"
                + " with a backup.");
  }

  private static String meaning(AuditVerification.Kind kind) {
    return switch (kind) {
      case ROW_CHANGED -> "This row is not what was sealed, or stands in another one's place.";
      case ROW_MISSING -> "This row was removed after it was sealed.";
      case SEAL_MISSING -> "A seal was removed, or the order of seals was changed.";
      case END_CHANGED ->
          "The newest rows were removed, or the signed end of the chain was changed.";
      case BEGINNING_CHANGED ->
          "The signed beginning of the chain was changed, which says what ended by age.";
      case ROW_WITHOUT_SEAL ->
          "This row has no seal although it is old enough: it was put in from outside, or its seal"
              + " was removed.";
    };
  }
}
