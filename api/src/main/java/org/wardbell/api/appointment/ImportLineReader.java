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
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The reader of an import's lines: a booking each, with its external id and its status. */
final class ImportLineReader {
  /** The place of what concerns a line as a whole. */
  static final String LINE = "line";

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
      bad.add(unreadable(number, unreadable));
    } catch (ProblemException wrong) {
      bad.add(problems(number, wrong.document()));
    }
  }

  private ImportedLine read(long number, byte[] line) {
    JsonNode read = json.readTree(line);
    if (!(read instanceof ObjectNode object)) {
      throw ProblemException.invalid(LINE, "is no JSON object", "A line is one appointment.");
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

  /** Names the field whose value is no JSON, or the line if it does not come so far. */
  private static LineProblems unreadable(long number, JacksonException failure) {
    if (!(failure instanceof StreamReadException)
        || failure instanceof StreamConstraintsException) {
      return problems(number, JsonProblems.of(failure).document());
    }
    String field =
        failure.processor() instanceof JsonParser parser && parser.currentName() != null
            ? JsonProblems.shown(parser.currentName())
            : LINE;
    return problem(
        number,
        field,
        "is not JSON at column " + failure.getLocation().getColumnNr(),
        "A line is one appointment as a JSON object in UTF-8 (RFC 8259).");
  }

  private static LineProblems problems(long number, ProblemDocument document) {
    return document.errors().isEmpty()
        ? problem(number, LINE, document.detail(), "Check the line.")
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
