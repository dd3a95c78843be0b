package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.wardbell.activities.appointment.imports.LineProblems;
import org.wardbell.api.problem.FieldProblem;

/** A line of an import that was not taken. */
@Schema(name = "AppointmentImportProblem")
record AppointmentImportProblemView(
    @Schema(description = "Its number in the file, from 1.") long line,
    @Schema(description = "What is wrong; field is empty where it is the line as a whole.")
        List<FieldProblem> errors) {
  static AppointmentImportProblemView of(LineProblems line) {
    return new AppointmentImportProblemView(
        line.line(),
        line.problems().stream()
            .map(one -> new FieldProblem(one.field(), one.problem(), one.fix()))
            .toList());
  }
}
