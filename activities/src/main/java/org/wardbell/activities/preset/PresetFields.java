package org.wardbell.activities.preset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.activities.webhook.rules.WebhookRules;
import org.wardbell.workflows.event.NearNames;
import org.wardbell.workflows.webhook.Problem;

/** The check of what a person filled in, field by field. Created for each order. */
final class PresetFields {
  /** Longer than any address or credential; a message may be as long as a body. */
  private static final int MAXIMUM_CHARACTERS = 2_000;

  private static final int MAXIMUM_TEMPLATE_CHARACTERS = 20_000;

  /** What a message may repeat of a name that is not ours. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  private final Preset preset;
  private final WebhookRules rules;
  private final List<String> events;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  PresetFields(Preset preset, WebhookRules rules, List<String> events) {
    this.preset = preset;
    this.rules = rules;
    this.events = events;
  }

  /** Returns what each field is, empty where nothing is filled in. */
  Map<String, String> check(Map<String, @Nullable String> given) {
    Set<String> known = preset.fields().stream().map(PresetField::name).collect(Collectors.toSet());
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        problems.add(
            new Problem(
                NAME.matcher(name).matches() ? path(name) : "fields",
                "This is no field of the preset " + preset.id() + ".",
                NearNames.question(NearNames.of(name, known), "Remove it.")
                    + " Its fields are "
                    + String.join(", ", known.stream().sorted().toList())
                    + "."));
      }
    }
    for (PresetField field : preset.fields()) {
      String value = Objects.requireNonNullElse(given.get(field.name()), "").strip();
      if (value.isEmpty()) {
        value = Objects.requireNonNullElse(field.initial(), "");
      }
      check(field, value);
    }
    for (List<String> group : preset.oneOf()) {
      if (group.stream().noneMatch(this::isFilled)) {
        problems.add(
            new Problem(
                path(group.getFirst()),
                "One of " + String.join(" and ", group) + " is needed.",
                "Fill in one of them."));
      }
      requireAtMostOne(group.stream().map(List::of).toList());
    }
    requireAtMostOne(preset.alternatives());
    preset.alternatives().forEach(this::requireWhole);
    return values;
  }

  private boolean isFilled(String name) {
    return !values.getOrDefault(name, "").isEmpty();
  }

  /** What is filled in besides would be left out, or sent together with what excludes it. */
  private void requireAtMostOne(List<List<String>> groups) {
    List<List<String>> filled =
        groups.stream().filter(group -> group.stream().anyMatch(this::isFilled)).toList();
    for (List<String> group : filled.stream().skip(1).toList()) {
      problems.add(
          new Problem(
              path(group.stream().filter(this::isFilled).findFirst().orElseThrow()),
              "It cannot be used together with " + String.join(" and ", filled.getFirst()) + ".",
              "Fill in only one of "
                  + String.join(
                      ", or ", groups.stream().map(each -> String.join(" and ", each)).toList())
                  + "."));
    }
  }

  private void requireWhole(List<String> group) {
    if (group.stream().anyMatch(this::isFilled)) {
      for (PresetField field : preset.fields()) {
        if (group.contains(field.name()) && !isFilled(field.name())) {
          add(field, field.label() + " is missing.", field.help());
        }
      }
    }
  }

  List<Problem> problems() {
    return problems;
  }

  static String path(String name) {
    return "fields." + name;
  }

  private void check(PresetField field, String value) {
    values.put(field.name(), value);
    if (value.isEmpty()) {
      if (field.required()) {
        add(field, field.label() + " is missing.", field.help());
      }
      return;
    }
    boolean template = field.kind() == PresetField.Kind.TEMPLATE;
    int most = template ? MAXIMUM_TEMPLATE_CHARACTERS : MAXIMUM_CHARACTERS;
    PresetField.Check check = field.check();
    if (value.length() > most) {
      add(field, "It has more than " + most + " characters.", "Make it shorter.");
    } else if (Mask.isMask(value)) {
      add(field, Mask.PROBLEM, "Send the credential itself.");
    } else if (!template && value.chars().anyMatch(Character::isISOControl)) {
      add(field, "It contains a line break or another control character.", "Write it on one line.");
    } else if (!field.choices().isEmpty() && !field.choices().contains(value)) {
      add(
          field,
          "This is none of the choices.",
          "Use one of " + String.join(", ", field.choices()) + ".");
    } else if (check != null && !value.matches(check.pattern())) {
      add(field, check.problem(), check.fix());
    } else if (!field.hosts().isEmpty() && !isOneOf(field.hosts(), value)) {
      add(
          field,
          "Its host is none of the service's, and would be sent what is meant for the service.",
          "The host is " + String.join(" or ", field.hosts()) + "; copy the URL from there.");
    } else if (template) {
      checkTemplate(field, value);
    } else if (value.contains("{{") && !field.variables()) {
      add(field, "No variables can stand here.", "Write the value itself.");
    }
  }

  private boolean isOneOf(List<String> hosts, String url) {
    return hosts.contains(WebhookRules.host(url).toLowerCase(Locale.ROOT)) || rules.isOpened(url);
  }

  private void checkTemplate(PresetField field, String value) {
    List<Problem> found = rules.checkText(path(field.name()), value, events);
    problems.addAll(found);
    String filter = field.escape();
    if (found.isEmpty() && filter != null) {
      values.put(field.name(), Template.withFilter(value, filter));
    }
  }

  private void add(PresetField field, String problem, String fix) {
    problems.add(new Problem(path(field.name()), problem, fix));
  }
}
