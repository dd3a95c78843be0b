package org.wardbell.api.statistics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.statistics.StatisticsFilter;
import org.wardbell.activities.statistics.StatisticsGroup;
import org.wardbell.activities.statistics.StatisticsQuery;
import org.wardbell.activities.statistics.StatisticsRebuild;
import org.wardbell.activities.statistics.StatisticsStep;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The controller of statistics: figures of a period beside those of the period before it. */
@RestController
@RequestMapping("/api/v1/statistics")
@Tag(name = "Statistics", description = "How much happens, and how well it goes.")
class StatisticsController {
  private final DSLContext database;
  private final StatisticsQuery query;
  private final StatisticsRebuild rebuild;
  private final AuditStore audit;

  StatisticsController(
      DSLContext database, StatisticsQuery query, StatisticsRebuild rebuild, AuditStore audit) {
    this.database = database;
    this.query = query;
    this.rebuild = rebuild;
    this.audit = audit;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "Read statistics",
      description =
          "Cards, columns and, with by, groups. Figures are at most 10 s old; counted_at says how old. Days and hours are"
              + " those of the clinic's zone, or of UTC for all clinics together. At most 400 columns.")
  StatisticsView read(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @Parameter(description = "Only of this webhook.")
          @RequestParam(name = "webhook_id", required = false)
          @Nullable UUID webhook,
      @Parameter(description = "Only of this type.", example = "appointment.booked")
          @RequestParam(name = "event_type", required = false)
          @Nullable String eventType,
      @Parameter(description = "Only attempts with this code.", example = "http_503")
          @RequestParam(required = false)
          @Nullable String code,
      @Parameter(
              description = "From this moment on (RFC 3339); 24 hours before to if it is left out.")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Before this moment (RFC 3339); now if it is left out.")
          @RequestParam(required = false)
          @Nullable String to,
      @Parameter(
              description =
                  "The width of a column: MINUTE (of the last 50 hours), HOUR (of the last 100 days) or DAY. By the length of"
                      + " the period if it is left out.")
          @RequestParam(required = false)
          @Nullable StatisticsStep step,
      @Parameter(description = "Adds the 50 largest groups of this kind.")
          @RequestParam(required = false)
          @Nullable StatisticsGroup by,
      Caller caller) {
    UUID of = caller.clinic(clinic, null);
    StatisticsFilter filter =
        new RequestedPeriod(from, to, step).filter(of, webhook, eventType, code, by);
    return StatisticsView.of(query.read(filter, query.zone(of)), filter);
  }

  @PostMapping("/rebuild")
  @Needs(value = Role.ADMIN, installation = true)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Make statistics anew",
      description =
          "Counts all attempts, deliveries and events that are kept once more, while traffic goes on, and shows the result"
              + " when it is complete. Days whose rows were removed by age keep their figures.")
  @ApiResponse(responseCode = "202", description = "It has begun.", useReturnTypeSchema = true)
  RebuildView rebuild(Caller caller) {
    database.transaction(
        transaction -> {
          if (!rebuild.begin(transaction.dsl())) {
            throw ProblemException.of(
                ProblemKind.CONFLICT,
                "Statistics are being made anew already. GET /api/v1/statistics/rebuild says since when.");
          }
          audit.append(
              transaction.dsl(),
              AuditEntry.of(null, caller.origin(), "statistics.rebuilt", "statistics/*"));
        });
    return RebuildView.of(rebuild.state());
  }

  @GetMapping("/rebuild")
  @Needs(value = Role.READER, installation = true)
  @Operation(
      summary = "Read whether statistics are being made anew",
      description = "Until a rebuild is complete, the figures of before are shown.")
  RebuildView rebuilding() {
    return RebuildView.of(rebuild.state());
  }
}
