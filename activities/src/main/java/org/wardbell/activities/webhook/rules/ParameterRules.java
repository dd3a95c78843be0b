package org.wardbell.activities.webhook.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateSyntaxException;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.workflows.webhook.Header;

/** The rules that headers and query parameters share: a list of names with templates for values. */
final class ParameterRules {
  /** More than any target asks for. */
  static final int MAXIMUM_PARAMETERS = 50;

  static final int MAXIMUM_NAME_CHARACTERS = 100;

  /** Half of the limit of common servers for all headers together. */
  static final int MAXIMUM_VALUE_CHARACTERS = 4_096;

  /** The rule for a name or for the fixed text of a value. */
  interface Special {
    /** Adds the problems of one parameter. */
    void check(String field, Header parameter, Problems problems);
  }

  private final String field;
  private final TemplateTarget target;
  private final Special special;
  private final int attemptFrom;

  /** Creates rules for parameters that are rendered for each attempt. */
  ParameterRules(String field, TemplateTarget target, Special special) {
    this(field, target, special, 0);
  }

  private ParameterRules(String field, TemplateTarget target, Special special, int attemptFrom) {
    this.field = field;
    this.target = target;
    this.special = special;
    this.attemptFrom = attemptFrom;
  }

  /** Parameters that are the same at every attempt. */
  static ParameterRules inBody(String field, TemplateTarget target, Special special) {
    return new ParameterRules(field, target, special, Integer.MAX_VALUE);
  }

  List<Header> check(
      @Nullable List<WebhookDraft.@Nullable Parameter> given,
      VariableRule variables,
      Problems problems) {
    List<Header> checked = new ArrayList<>();
    if (given == null) {
      return checked;
    }
    if (given.size() > MAXIMUM_PARAMETERS) {
      problems.add(
          field,
          "There are " + given.size() + " entries, more than " + MAXIMUM_PARAMETERS + ".",
          "Remove some, or send their values in the body.");
      return checked;
    }
    for (int i = 0; i < given.size(); i++) {
      String at = field + "[" + i + "]";
      Header parameter = complete(at, given.get(i), problems);
      if (parameter != null && Mask.isMask(parameter.value())) {
        problems.add(at + ".value", Mask.PROBLEM, Mask.FIX);
      } else if (parameter != null) {
        checkValue(at + ".value", parameter.value(), variables, problems);
        special.check(at, parameter, problems);
        checked.add(parameter);
      }
    }
    return checked;
  }

  private static @Nullable Header complete(
      String at, WebhookDraft.@Nullable Parameter given, Problems problems) {
    String name = given == null ? null : given.name();
    String value = given == null ? null : given.value();
    boolean secret = given != null && Boolean.TRUE.equals(given.secret());
    if (name == null || name.isEmpty() || name.length() > MAXIMUM_NAME_CHARACTERS) {
      problems.add(
          at + ".name",
          "A name of 1 to " + MAXIMUM_NAME_CHARACTERS + " characters is needed.",
          "Give it a name, or remove the entry.");
      return null;
    }
    if (value == null || value.length() > MAXIMUM_VALUE_CHARACTERS) {
      problems.add(
          at + ".value",
          "A value of at most " + MAXIMUM_VALUE_CHARACTERS + " characters is needed.",
          "Give it a value, or remove the entry.");
      return null;
    }
    return new Header(name, value, secret ? true : null);
  }

  private void checkValue(String at, String value, VariableRule variables, Problems problems) {
    try {
      variables.check(at, Template.parse(value, target), attemptFrom, problems);
    } catch (TemplateSyntaxException e) {
      problems.add(at, e);
    }
  }
}
