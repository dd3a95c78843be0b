package org.wardbell.api.kivicare;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.NumberedLogPage;
import org.wardbell.activities.delivery.query.NumberedLogQuery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** KiviCare's routes that remove records from the log. */
@RestController
@RequestMapping("/wp-json/kivicare/v1/webhook-logs")
@Hidden
class KiviCareLogRemovalController {
  private static final int DEFAULT_DAYS = 30;
  private static final int MAXIMUM_DAYS = 3_650;
  private static final int MAXIMUM_IDS = 500;

  private final NumberedLogQuery logs;
  private final LogRemoval removal;
  private final RequestedClinic clinics;
  private final Envelopes envelopes;

  KiviCareLogRemovalController(
      NumberedLogQuery logs, LogRemoval removal, RequestedClinic clinics, Envelopes envelopes) {
    this.logs = logs;
    this.removal = removal;
    this.clinics = clinics;
    this.envelopes = envelopes;
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  ObjectNode delete(@PathVariable long id, Caller caller) {
    NumberedLogPage.Row row = logs.row(id).orElseThrow(() -> ProblemException.notFound("delivery"));
    caller.requireSees(row.clinicId(), "delivery");
    if (LogStatus.of(row.status()) == LogStatus.PENDING) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "This delivery may still be sent. Cancel it first: POST /api/v1/deliveries/%s/cancel."
              .formatted(row.id()));
    }
    removal.remove(row.clinicId(), List.of(row.id()), caller);
    return envelopes.answer("Log deleted", envelopes.object().put("deleted", 1));
  }

  @DeleteMapping
  @Needs(Role.ADMIN)
  ObjectNode deleteMany(@RequestBody ObjectNode body, Caller caller) {
    JsonNode given = body.path("ids");
    if (!given.isArray() || given.isEmpty() || given.size() > MAXIMUM_IDS) {
      throw ProblemException.invalid(
          "ids", "is not a list of 1 to " + MAXIMUM_IDS + " ids", "Send more in parts.");
    }
    Map<Long, NumberedLogPage.Row> rows =
        logs.rows(Given.ids(given)).stream()
            .collect(Collectors.toMap(NumberedLogPage.Row::number, Function.identity()));
    ObjectNode data = envelopes.object();
    ArrayNode kept = data.putArray("not_deleted");
    Map<UUID, List<UUID>> ended = new TreeMap<>();
    for (JsonNode each : given) {
      NumberedLogPage.Row row = rows.get(Given.id(each));
      if (row == null
          || (caller.clinicId() != null && !caller.clinicId().equals(row.clinicId()))
          || LogStatus.of(row.status()) == LogStatus.PENDING) {
        kept.add(each);
      } else {
        ended.computeIfAbsent(row.clinicId(), _ -> new ArrayList<>()).add(row.id());
      }
    }
    int removed = 0;
    for (Map.Entry<UUID, List<UUID>> clinic : ended.entrySet()) {
      removed += removal.remove(clinic.getKey(), clinic.getValue(), caller);
    }
    return envelopes.answer("Logs deleted", data.put("deleted", removed));
  }

  @PostMapping("/clear")
  @Needs(Role.ADMIN)
  ObjectNode clear(
      @RequestParam(name = "clinic_id", required = false) @Nullable String clinic,
      @RequestBody(required = false) @Nullable ObjectNode body,
      Caller caller) {
    JsonNode asked = body == null ? envelopes.object() : body.path("days");
    Integer days = Given.isEmpty(asked) ? (Integer) DEFAULT_DAYS : Given.number(asked);
    if (days == null || days < 0 || days > MAXIMUM_DAYS) {
      throw ProblemException.invalid(
          "days", "is not a number of days from 0 to " + MAXIMUM_DAYS, "Leave it out for 30.");
    }
    UUID of = clinics.ofParameter(caller, clinic);
    List<UUID> old =
        logs.endedBefore(of, Instant.now().minus(Duration.ofDays(days)), LogRemoval.MAXIMUM);
    int removed = removal.remove(of, old, caller);
    return envelopes.answer(
        "Logs cleared",
        envelopes.object().put("deleted", removed).put("more", old.size() == LogRemoval.MAXIMUM));
  }
}
