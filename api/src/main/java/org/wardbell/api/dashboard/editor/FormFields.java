package org.wardbell.api.dashboard.editor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardbell.api.dashboard.refusal.RefusalWords;
import org.wardbell.api.problem.FieldProblem;

/**
 * The fields of a form, by the names that REST has for them, and what is wrong with them. A
 * credential is typed anew or kept: {@value #KEPT} behind its name says what is kept, and its value
 * is never shown.
 */
public final class FormFields {
  /** Ends the name of the field that stands for a credential which was given before. */
  static final String KEPT = ".kept";

  private static final Pattern ROW = Pattern.compile("([a-z_]+)\\[([0-9]{1,3})]\\..*");

  /** Rows that wait to be filled in. */
  private static final int SPARE_ROWS = 2;

  private final Map<String, List<String>> values;
  private final List<FieldProblem> problems;

  private FormFields(Map<String, List<String>> values, List<FieldProblem> problems) {
    this.values = values;
    this.problems = List.copyOf(problems);
  }

  /** Returns the fields with these values and no problem. */
  public static FormFields of(Map<String, List<String>> values) {
    return new FormFields(new LinkedHashMap<>(values), List.of());
  }

  /** Returns the same fields with these problems. */
  public FormFields with(List<FieldProblem> found) {
    return new FormFields(values, found);
  }

  /** Returns the same fields with one of them changed. */
  public FormFields with(String name, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(values);
    changed.put(name, List.of(value));
    return new FormFields(changed, problems);
  }

  /** Returns the same fields with all values of one of them changed. */
  public FormFields with(String name, List<String> all) {
    Map<String, List<String>> changed = new LinkedHashMap<>(values);
    changed.put(name, all);
    return new FormFields(changed, problems);
  }

  /** Returns the names of all fields. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** Returns a field's value, empty if it has none. */
  public String of(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? "" : all.getFirst();
  }

  /** Returns all values of a field. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Returns whether one of a field's values is this one. */
  public boolean has(String name, String value) {
    return all(name).contains(value);
  }

  /** Returns the patterns of events that were chosen, those in the boxes and those in the line. */
  public List<String> events() {
    List<String> events = new ArrayList<>(all("events"));
    for (String more : of("events_more").split("[\\s,]+", -1)) {
      if (!more.isEmpty()) {
        events.add(more);
      }
    }
    return events;
  }

  /** Returns whether the form had a field, filled in or not. */
  public boolean knows(String name) {
    return values.containsKey(name);
  }

  /** Returns whether a switch is on. */
  public boolean isOn(String name) {
    return !of(name).isEmpty();
  }

  /** Returns whether a credential is kept. */
  public boolean isKept(String name) {
    return isOn(name + KEPT);
  }

  /** Returns the numbers of a list's rows that are filled in. */
  List<Integer> filledRows(String list) {
    TreeSet<Integer> rows = new TreeSet<>();
    for (String name : values.keySet()) {
      Matcher row = ROW.matcher(name);
      if (row.matches() && row.group(1).equals(list) && !of(name).isEmpty()) {
        rows.add(Integer.parseInt(row.group(2)));
      }
    }
    return List.copyOf(rows);
  }

  /** Returns the numbers of the rows to show: those that are filled in, and some to spare. */
  public List<Integer> rows(String list) {
    List<Integer> rows = new ArrayList<>(filledRows(list));
    int next = rows.isEmpty() ? 0 : rows.getLast() + 1;
    for (int spare = 0; spare < SPARE_ROWS; spare++) {
      rows.add(next + spare);
    }
    return rows;
  }

  /** Returns whether there is a problem with exactly this field. */
  public boolean isWrong(String field) {
    return problems.stream().anyMatch(each -> each.field().equals(field));
  }

  /** Returns whether something that is wrong is about a field, or is mended with it. */
  public boolean isNamed(String field) {
    return problems.stream().anyMatch(each -> RefusalWords.names(each, field));
  }

  /** Returns what is wrong with something for which the form has no place. */
  public List<String> others(Collection<String> places) {
    return problems.stream()
        .filter(each -> places.stream().noneMatch(place -> belongs(each.field(), place)))
        .map(each -> RefusalWords.label(each.field()) + ": " + RefusalWords.of(each))
        .toList();
  }

  /** Returns whether anything is wrong. */
  public boolean isAnyWrong() {
    return !problems.isEmpty();
  }

  /** Returns what is wrong with a field, or with parts of it. */
  public List<FieldMistake> mistakes(String field) {
    return problems.stream()
        .filter(each -> belongs(each.field(), field))
        .map(each -> FieldMistake.of(each, field, of(each.field())))
        .toList();
  }

  /** Returns the fields without the problems of those in which nothing is typed yet. */
  FormFields whileTyping() {
    return with(problems.stream().filter(each -> isTyped(root(each.field()))).toList());
  }

  private boolean isTyped(String root) {
    return values.keySet().stream()
        .anyMatch(name -> belongs(name, root) && !name.endsWith(KEPT) && !of(name).isEmpty());
  }

  private static String root(String field) {
    return field.replaceFirst("[.\\[].*", "");
  }

  private static boolean belongs(String name, String field) {
    return name.startsWith(field)
        && (name.length() == field.length() || ".[".indexOf(name.charAt(field.length())) >= 0);
  }

  /** Hides what was typed. */
  @Override
  public String toString() {
    return "FormFields[hidden]";
  }
}
