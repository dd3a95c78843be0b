package org.wardbell.api.appointment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.appointment.imports.ImportedLine;
import org.wardbell.activities.appointment.imports.LineProblems;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemDocument;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.AppointmentStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The reader of an import's lines: a booking each, with its external id and its status. */
final class ImportLineReader {
  private static final String STATUS = "status";
  private static final String EXTERNAL_ID = "external_id";

  private final UUID clinic;
  private final JsonMapper json;

  ImportLineReader(UUID clinic, JsonMapper json) {
    this.clinic = clinic;
    this.json = json;
  }

  /** Reads a line; an empty one is none. */
  void read(long number, byte[] line, List<ImportedLine> good, List<LineProblems> bad) {
    if (new String(line, StandardCharsets.UTF_8).isBlank()) {
      return;
    }
    try {
      good.add(read(number, line));
    } catch (JacksonException unreadable) {
      bad.add(problems(number, JsonProblems.of(unreadable).document()));
    } catch (ProblemException wrong) {
      bad.add(problems(number, wrong.document()));
    }
  }

  private ImportedLine read(long number, byte[] line) {
    JsonNode read = json.readTree(line);
    if (!(read instanceof ObjectNode object)) {
      throw ProblemException.invalid("", "is no JSON object", "A line is one appointment.");
    }
    JsonNode word = object.remove(STATUS);
    FieldChecks checks = new FieldChecks();
    AppointmentStatus status =
        word == null || word.isNull()
            ? null
            : AppointmentChecks.status(STATUS, word.asString(""), checks);
    AppointmentRequest request = json.treeToValue(object, AppointmentRequest.class);
    if (request.externalId() == null || request.externalId().isBlank()) {
      checks.add(
          EXTERNAL_ID,
          "is missing",
          "Give the clinic's own id of the appointment: by it the line is known again.");
    }
    if (request.clinic() != null && !request.clinic().equals(clinic.toString())) {
      checks.add("clinic", "is another one", "Leave it out: an import is for one clinic.");
    }
    checks.orThrow();
    NewAppointment wanted = AppointmentChecks.checked(request, clinic);
    return new ImportedLine(number, wanted, status);
  }

  private static LineProblems problems(long number, ProblemDocument document) {
    return document.errors().isEmpty()
        ? problem(number, "", document.detail(), "Check the line.")
        : new LineProblems(
            number,
            document.errors().stream()
                .map(one -> new LineProblems.Problem(one.field(), one.problem(), one.fix()))
                .toList());
  }

  static LineProblems problem(long number, String field, String problem, String fix) {
    return new LineProblems(number, List.of(new LineProblems.Problem(field, problem, fix)));
  }
}
