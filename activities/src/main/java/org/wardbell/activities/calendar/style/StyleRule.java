package org.wardbell.activities.calendar.style;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardbell.activities.calendar.google.event.Reminder;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateSyntaxException;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.event.NearNames;
import org.wardbell.workflows.webhook.Problem;

/** The rule for what the events of a calendar may say. */
public final class StyleRule {
  private final List<Problem> problems = new ArrayList<>();

  private StyleRule() {}

  /** Returns all that is wrong with a style, with the fields as the API spells them. */
  public static List<Problem> problems(EventStyle style) {
    StyleRule rule = new StyleRule();
    for (StyleTemplate field : StyleTemplate.values()) {
      String source = field.of(style);
      if (source != null) {
        rule.check(field, source, style.patientData());
      }
    }
    rule.checkColours(style.colours());
    if (style.reminders() != null) {
      rule.checkReminders(style.reminders());
    }
    return List.copyOf(rule.problems);
  }

  private void check(StyleTemplate field, String source, boolean patientData) {
    if (source.codePointCount(0, source.length()) > field.most()) {
      add(
          field.word(),
          "The template is longer than " + field.most() + " characters.",
          "Shorten it to at most " + field.most() + ".");
      return;
    }
    if (source.isBlank()) {
      add(field.word(), "The template is empty.", "Write one, or leave the field out.");
      return;
    }
    Template template;
    try {
      template = Template.parse(source, field.target());
    } catch (TemplateSyntaxException mistake) {
      add(field.word(), String.valueOf(mistake.getMessage()), mistake.fix());
      return;
    }
    for (Template.Use use : template.uses()) {
      String at = "Position " + (use.position() + 1) + ": ";
      String name = String.join(".", use.path());
      if (!StyleVariables.isKnown(use)) {
        add(field.word(), at + "There is no variable " + name + " for a calendar.", hint(name));
      } else if (StyleVariables.isOfPatient(use) && !patientData) {
        add(
            field.word(),
            at + name + " tells who comes, or what for.",
            "Set patient_data to true if whoever sees the calendar may read that, or remove it.");
      }
    }
  }

  private static String hint(String name) {
    return NearNames.question(
        NearNames.of(name, StyleVariables.NAMES),
        "Choose a variable of the appointment, its doctor or the clinic.");
  }

  private void checkColours(Map<AppointmentStatus, Integer> colours) {
    colours.forEach(
        (status, colour) -> {
          String field = "colours." + status.name();
          if (colour < 1 || colour > EventStyle.MOST_COLOUR) {
            add(
                field,
                "The number is not between 1 and " + EventStyle.MOST_COLOUR + ".",
                "Take one of Google's colours of events: 1 lavender, 2 sage, … 11 tomato.");
          }
          if (status == AppointmentStatus.CANCELLED || status == AppointmentStatus.INCOMPLETE) {
            add(field, "Such an appointment has no event to colour.", "Remove it.");
          }
        });
  }

  private void checkReminders(List<Reminder> reminders) {
    if (reminders.size() > Reminder.MOST) {
      add(
          "reminders",
          "There are more than " + Reminder.MOST + ".",
          "Google takes " + Reminder.MOST + " for one event.");
    }
    for (int i = 0; i < reminders.size(); i++) {
      int minutes = reminders.get(i).minutes();
      if (minutes < 0 || minutes > Reminder.MOST_MINUTES) {
        add(
            "reminders[" + i + "].minutes",
            "The number is not between 0 and " + Reminder.MOST_MINUTES + ".",
            "Write whole minutes before the start, at most four weeks.");
      }
    }
  }

  private void add(String field, String problem, String fix) {
    problems.add(new Problem(field, problem, fix));
  }
}
