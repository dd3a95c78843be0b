package org.wardbell.api.kivicare;

import java.util.ArrayList;
import java.util.List;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.transfer.ImportNote;

/** The findings of a translation: what became something else, and what cannot be translated. */
final class Findings {
  private static final String DATA = "webhook_data.";

  private final List<ImportNote> notes = new ArrayList<>();
  private final List<FieldProblem> problems = new ArrayList<>();

  /** Notes a change of a field of {@code webhook_data}. */
  void changed(String field, String change, String why) {
    notes.add(new ImportNote(DATA + field, change, why));
  }

  /** Notes a change of a field of the record itself. */
  void changedOutside(String field, String change, String why) {
    notes.add(new ImportNote(field, change, why));
  }

  void problem(String field, String problem, String fix) {
    problems.add(new FieldProblem(field, problem, fix));
  }

  List<ImportNote> notes() {
    return notes;
  }

  List<FieldProblem> problems() {
    return problems;
  }
}
