package org.wardbell.activities.webhook.rules;

import java.util.ArrayList;
import java.util.List;
import org.wardbell.activities.template.TemplateSyntaxException;
import org.wardbell.workflows.webhook.Problem;

/** The collected problems of a draft, so that a person hears all of them at once. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(String field, String problem, String fix) {
    found.add(new Problem(field, problem, fix));
  }

  void add(String field, TemplateSyntaxException mistake) {
    add(field, String.valueOf(mistake.getMessage()), mistake.fix());
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Problem> all() {
    return List.copyOf(found);
  }
}
