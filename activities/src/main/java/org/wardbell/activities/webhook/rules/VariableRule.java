package org.wardbell.activities.webhook.rules;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.wardbell.activities.template.Template;
import org.wardbell.workflows.event.CatalogueVariable;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.NearNames;

/**
 * The rule for variables in a webhook's templates: those of its events, and any path into the data.
 */
final class VariableRule {
  private static final String ATTEMPT = "attempt";
  private static final String DATA = "data";

  /** KiviCare's custom forms are named by each clinic. */
  private static final Pattern CUSTOM_FORM = Pattern.compile("custom_form_[A-Za-z0-9_-]+_data");

  private final EventCatalogue catalogue;
  private final Set<String> known;

  VariableRule(EventCatalogue catalogue, Collection<String> patterns) {
    this.catalogue = catalogue;
    this.known = catalogue.variables(patterns);
  }

  /**
   * @param attemptFrom the position from which on the attempt's number may be used; elsewhere each
   *     attempt must be the same
   */
  void check(String field, Template template, int attemptFrom, Problems problems) {
    for (Template.Use use : template.uses()) {
      if (use.path().size() == 1) {
        checkName(field, use, attemptFrom, problems);
      }
    }
  }

  private void checkName(String field, Template.Use use, int attemptFrom, Problems problems) {
    String name = use.path().getFirst();
    if (name.equals(ATTEMPT)) {
      if (use.position() < attemptFrom) {
        problems.add(
            field,
            at(use) + "attempt may stand in headers and in the query only.",
            "Remove it here: every attempt of a delivery sends the same body to the same path.");
      }
    } else if (!known.contains(name)
        && !name.equals(DATA)
        && !CUSTOM_FORM.matcher(name).matches()
        && !isOfElement(use)) {
      problems.add(
          field,
          at(use) + "There is no variable " + name + " for these events.",
          use.lists().isEmpty()
              ? hint(name)
              : "Write {{" + Template.ELEMENT + "." + name + "}} if the list's elements have it.");
    }
  }

  /** Returns whether a name is the element of a loop, or a field that samples of elements have. */
  private boolean isOfElement(Template.Use use) {
    String name = use.path().getFirst();
    return !use.lists().isEmpty()
        && (name.equals(Template.ELEMENT)
            || name.startsWith("@")
            || use.lists().stream().anyMatch(list -> sampleHas(list, name)));
  }

  private boolean sampleHas(List<String> list, String name) {
    CatalogueVariable variable = list.size() == 1 ? catalogue.variable(list.getFirst()) : null;
    return variable != null
        && variable.sample() instanceof List<?> elements
        && elements.stream()
            .anyMatch(each -> each instanceof Map<?, ?> fields && fields.containsKey(name));
  }

  private String hint(String name) {
    return NearNames.question(
        NearNames.of(name, known),
        "Choose one of the events' variables, or reach into the data with {{data." + name + "}}.");
  }

  private static String at(Template.Use use) {
    return "Position " + (use.position() + 1) + ": ";
  }
}
