package org.wardbell.api.dashboard.editor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.event.EventCatalogue;

/**
 * The content of the page on which a webhook is made or changed.
 *
 * @param title what is done
 * @param action the address that takes the form
 * @param back where somebody goes who gives up
 * @param clinic the name of the clinic whose webhook it is, or of what stands for all of them
 * @param version of the webhook that the form changes, empty for a new one
 * @param groups the events to choose from
 * @param variables that a template may name
 * @param types for the sample event
 * @param notes what was not understood of something pasted
 * @param conflict who changed it meanwhile, or null
 */
public record EditorPage(
    String title,
    String action,
    String back,
    String clinic,
    String version,
    FormFields form,
    List<Group> groups,
    List<Variable> variables,
    List<Choice> types,
    PreviewPart preview,
    List<String> notes,
    @Nullable Conflict conflict) {
  public EditorPage {
    groups = List.copyOf(groups);
    variables = List.copyOf(variables);
    types = List.copyOf(types);
    notes = List.copyOf(notes);
  }

  /** A group of events. */
  public record Group(String pattern, String label, List<Choice> types) {
    public Group {
      types = List.copyOf(types);
    }

    /** Returns the events of a catalogue, by what they are about. */
    public static List<Group> all(EventCatalogue catalogue) {
      return catalogue.modules().stream()
          .map(
              module ->
                  new Group(
                      module.name() + ".*",
                      module.label(),
                      catalogue.types().stream()
                          .filter(type -> type.module().equals(module.name()))
                          .map(type -> new Choice(type.type(), type.label()))
                          .toList()))
          .filter(group -> !group.types().isEmpty())
          .toList();
    }
  }

  /** Something that can be chosen. */
  public record Choice(String value, String label) {}

  /**
   * A variable.
   *
   * @param sample a value that it could have
   */
  public record Variable(String name, String sample) {
    /** Returns it as it stands in a template. */
    public String placeholder() {
      return "{{" + name + "}}";
    }
  }

  /**
   * A change that came before this one.
   *
   * @param sentence who made it, and when
   * @param fields that it touched
   */
  public record Conflict(String sentence, List<String> fields) {
    public Conflict {
      fields = List.copyOf(fields);
    }
  }
}
