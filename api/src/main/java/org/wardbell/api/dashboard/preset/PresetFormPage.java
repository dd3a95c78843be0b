package org.wardbell.api.dashboard.preset;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.preset.Preset;
import org.wardbell.activities.preset.PresetField;
import org.wardbell.activities.preview.ShownRequest;
import org.wardbell.api.dashboard.editor.EditorPage;
import org.wardbell.api.dashboard.editor.FormFields;
import org.wardbell.workflows.event.EventCatalogue;

/**
 * The content of a preset's form.
 *
 * @param documentation the target's own page
 * @param limits of the target, as sentences
 * @param groups the events to choose from
 * @param usual the events that the preset is for
 * @param clinic whose webhook it becomes
 * @param request as it would be sent, without credentials; null if nobody asked for it
 * @param test what a test shows if all is right
 * @param others what is wrong with something that the form has no field for
 */
public record PresetFormPage(
    String id,
    String name,
    String description,
    String documentation,
    List<Field> fields,
    List<String> limits,
    List<EditorPage.Group> groups,
    List<String> usual,
    String clinic,
    FormFields form,
    @Nullable ShownRequest request,
    String test,
    List<String> others) {
  /** Begins the names of the preset's own fields. */
  static final String PREFIX = "fields.";

  public PresetFormPage {
    fields = List.copyOf(fields);
    limits = List.copyOf(limits);
    groups = List.copyOf(groups);
    usual = List.copyOf(usual);
    others = List.copyOf(others);
  }

  /**
   * A field that is to be filled in.
   *
   * @param name of its input
   * @param type text, url, password, area or choice, as the template knows them
   * @param example of a value, or what is taken if it is left out
   */
  public record Field(
      String name,
      String label,
      String help,
      String example,
      String type,
      boolean secret,
      boolean required,
      List<String> choices) {
    public Field {
      choices = List.copyOf(choices);
    }

    static Field of(PresetField field) {
      return new Field(
          PREFIX + field.name(),
          field.label(),
          field.help(),
          field.example(),
          type(field),
          field.secret(),
          field.required(),
          field.choices());
    }

    private static String type(PresetField field) {
      if (!field.choices().isEmpty()) {
        return "choice";
      }
      return switch (field.kind()) {
        case TEMPLATE -> "area";
        case URL -> "url";
        case TEXT -> field.secret() ? "password" : "text";
      };
    }
  }

  /** Returns whether other events are chosen than the preset is for, or none. */
  public boolean isOfOtherEvents() {
    return !Set.copyOf(form.events()).equals(Set.copyOf(usual));
  }

  static PresetFormPage of(
      Preset preset,
      FormFields form,
      EventCatalogue catalogue,
      String clinic,
      @Nullable ShownRequest request,
      List<String> others) {
    List<Field> fields = new ArrayList<>();
    preset.fields().forEach(each -> fields.add(Field.of(each)));
    return new PresetFormPage(
        preset.id(),
        preset.name(),
        preset.description(),
        preset.documentation(),
        fields,
        preset.limits(),
        EditorPage.Group.all(catalogue),
        preset.events(),
        clinic,
        form,
        request,
        preset.test(),
        others);
  }
}
