package org.wardbell.activities.webhook.rules;

import org.wardbell.workflows.webhook.Header;

/** The rule for query parameters: nearly nothing, because everything in them is encoded. */
final class QueryRule implements ParameterRules.Special {
  @Override
  public void check(String field, Header parameter, Problems problems) {
    if (parameter.name().chars().anyMatch(Character::isISOControl)
        || parameter.value().chars().anyMatch(Character::isISOControl)) {
      problems.add(
          field,
          "The name or value contains a line break or another control character.",
          "Write it on one line.");
    }
  }
}
