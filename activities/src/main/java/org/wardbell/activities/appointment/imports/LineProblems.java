package org.wardbell.activities.appointment.imports;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The problems of a line that was not taken.
 *
 * @param line its number, from 1
 */
public record LineProblems(long line, List<Problem> problems) {
  private static final JsonMapper JSON = new JsonMapper();

  public LineProblems {
    problems = List.copyOf(problems);
  }

  /** One of them: the field by its path, the fault and the remedy, without what the line says. */
  public record Problem(String field, String problem, String fix) {}

  static LineProblems of(long line, String json) {
    return new LineProblems(line, List.of(JSON.readValue(json, Problem[].class)));
  }

  String json() {
    return JSON.writeValueAsString(problems);
  }
}
