package org.wardbell.activities.template;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A part of a parsed template, ready to be written for an event. */
sealed interface Part {
  /** Writes it with these variables. */
  void write(Rendering out, Variables variables);

  /** Text that is the same for every event. */
  record Fixed(String text) implements Part {
    @Override
    public void write(Rendering out, Variables variables) {
      out.append(text);
    }
  }

  /** A placeholder and the place it lands in. */
  record Placed(Placeholder placeholder, Escaping escaping) implements Part {
    @Override
    public void write(Rendering out, Variables variables) {
      out.append(placeholder, escaping, variables);
    }
  }

  /**
   * Two ways, of which one is written.
   *
   * @param position in the source, which tells it from others
   */
  record Choice(
      int position, List<String> path, boolean unless, List<Part> then, List<Part> otherwise)
      implements Part {
    @Override
    public void write(Rendering out, Variables variables) {
      Integer way = out.way(position);
      boolean holds = way == null ? isTrue(variables.find(path)) != unless : way > 0;
      out.write(holds ? then : otherwise, variables);
    }

    private static boolean isTrue(@Nullable JsonNode value) {
      return value != null
          && !Values.isNothing(value)
          && (!value.isBoolean() || value.booleanValue())
          && (!value.isNumber() || value.decimalValue().signum() != 0);
    }
  }

  /**
   * A text that is written for each element of a list.
   *
   * @param position in the source, which tells it from others
   * @param commas whether they stand between what the elements write
   * @param otherwise what is written if there are none
   */
  record Loop(
      int position, List<String> path, boolean commas, List<Part> each, List<Part> otherwise)
      implements Part {
    @Override
    public void write(Rendering out, Variables variables) {
      List<JsonNode> elements = out.elements(position, variables.find(path));
      if (elements.isEmpty()) {
        out.write(otherwise, variables);
        return;
      }
      boolean written = false;
      for (int i = 0; i < elements.size(); i++) {
        int before = out.length();
        out.writeElement(
            each, new Rendering.Element(variables, elements.get(i), i, i == elements.size() - 1));
        if (commas && out.isWrittenSince(before)) {
          if (written) {
            out.insertComma(before);
          }
          written = true;
        }
      }
    }
  }
}
