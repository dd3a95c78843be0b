package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.api.delivery.StatusWords;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** A request for an export: which records of the execution log, and the form of the file. */
@Schema(name = "ExportRequest")
record ExportRequest(
    @Schema(
            description = "Which list.",
            allowableValues = {"attempts", "deliveries"},
            example = "attempts",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String kind,
    @Schema(description = "Only of this clinic; for keys of the installation.")
        @Nullable String clinicId,
    @Schema(description = "Only of this webhook.") @Nullable String webhookId,
    @Schema(description = "Only of this event; for deliveries.") @Nullable String eventId,
    @Schema(description = "Only of this delivery; for attempts.") @Nullable String deliveryId,
    @Schema(description = "Only these deliveries, 1 to 500; for deliveries.")
        @Nullable List<@Nullable String> ids,
    @Schema(
            description =
                "Only of this subject, byte for byte; for deliveries. A key of the installation names clinic_id too.")
        @Nullable String subject,
    @Schema(description = StatusWords.DESCRIPTION, example = StatusWords.EXAMPLE)
        @Nullable String status,
    @Schema(description = "Only of events of this type.") @Nullable String eventType,
    @Schema(description = "Only those that ended so; of deliveries, whose last attempt did.")
        @Nullable AttemptOutcome outcome,
    @Schema(description = "Only with this code; of deliveries, that of the last attempt.")
        @Nullable String code,
    @Schema(
            description =
                "Only those that came about so: schedule, resend or replay of attempts; live, resend or replay of deliveries.")
        @Nullable String trigger,
    @Schema(
            description = "Made (attempts: begun) at this moment or later, RFC 3339.",
            format = "date-time")
        @Nullable String from,
    @Schema(
            description = "Made (attempts: begun) before this moment, RFC 3339.",
            format = "date-time")
        @Nullable String to,
    @Schema(
            description = "Ended at this moment or later, RFC 3339; for deliveries.",
            format = "date-time")
        @Nullable String endedFrom,
    @Schema(
            description = "Ended before this moment, RFC 3339; for deliveries.",
            format = "date-time")
        @Nullable String endedTo,
    @Schema(
            description = "CSV, or one JSON object in each line.",
            defaultValue = "CSV",
            example = "CSV")
        @Nullable ExportFormat format,
    @Schema(
            description =
                "subject adds the subjects of deliveries, which may name patients; that is written to the audit trail.",
            allowableValues = "subject")
        @Nullable String include) {
  RequestedSelection.Fields fields() {
    return new RequestedSelection.Fields(
        webhookId,
        eventId,
        deliveryId,
        ids,
        subject,
        status,
        eventType,
        outcome,
        code,
        trigger,
        from,
        to,
        endedFrom,
        endedTo);
  }
}
