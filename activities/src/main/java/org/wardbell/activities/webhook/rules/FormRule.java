package org.wardbell.activities.webhook.rules;

import org.wardbell.workflows.webhook.Header;

/** The rule for a form's fields: the name is one line, the value may be any text. */
final class FormRule implements ParameterRules.Special {
  @Override
  public void check(String field, Header parameter, Problems problems) {
    if (parameter.name().chars().anyMatch(Character::isISOControl)) {
      problems.add(
          field + ".name",
          "The name contains a line break or another control character.",
          "Write it on one line.");
    }
  }
}
