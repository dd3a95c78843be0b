package org.wardbell.api.dashboard.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.event.EventTypeView;
import org.wardbell.api.problem.FieldProblem;

/**
 * The content of a type's page.
 *
 * @param schema of the data, indented
 * @param payload to try: the sample, or what somebody typed
 * @param problems of that payload; empty if it would be kept, null if none was tried
 */
public record TypePage(
    EventTypeView type,
    List<Variable> variables,
    String schema,
    String payload,
    @Nullable List<FieldProblem> problems) {
  public TypePage {
    variables = List.copyOf(variables);
  }

  /**
   * A variable.
   *
   * @param template how a template says it
   * @param isCommon whether every event has it
   */
  public record Variable(String template, String sample, boolean phi, boolean isCommon) {}

  /** Hides what was typed. */
  @Override
  public String toString() {
    return "TypePage[" + type.type() + "]";
  }
}
