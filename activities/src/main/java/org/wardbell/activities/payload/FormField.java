package org.wardbell.activities.payload;

import java.util.ArrayList;
import java.util.List;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Header;

/** A field of a form: a fixed name, and a value before it is encoded. */
record FormField(String name, Template value) {
  /** A field with its value for one event. */
  record Filled(String name, String value) {}

  /**
   * @throws org.wardbell.activities.template.TemplateSyntaxException if a value has a mistake
   */
  static List<FormField> parse(List<Header> form) {
    return form.stream()
        .map(each -> new FormField(each.name(), Template.parse(each.value(), TemplateTarget.TEXT)))
        .toList();
  }

  static List<Filled> fill(List<FormField> fields, Variables variables) {
    List<Filled> filled = new ArrayList<>(fields.size());
    for (FormField field : fields) {
      filled.add(
          new Filled(field.name, field.value.render(variables, PayloadRenderer.MAXIMUM_BYTES)));
    }
    return filled;
  }
}
