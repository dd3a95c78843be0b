package org.wardbell.activities.calendar.style;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.google.event.EventWriter;
import org.wardbell.activities.calendar.google.event.Reminder;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateSyntaxException;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.TextField;

/**
 * The rule what the events of one calendar say, ready to be used. A template that does not work
 * with an appointment leaves its field as if there were none; no text of it is told anywhere else.
 */
public final class StyledContent {
  /** Longer texts are not cut but given up: something is wrong with them. */
  private static final int MAXIMUM_RENDERED = 65_536;

  private final EventStyle style;
  private final CalendarPolicy policy;
  private final ClinicFacts clinic;
  private final Doctor doctor;
  private final Map<StyleTemplate, Template> templates = new EnumMap<>(StyleTemplate.class);
  private final Set<TextField> personal = EnumSet.noneOf(TextField.class);

  public StyledContent(EventStyle style, CalendarPolicy policy, ClinicFacts clinic, Doctor doctor) {
    this.style = style;
    this.policy = policy;
    this.clinic = clinic;
    this.doctor = doctor;
    for (StyleTemplate field : StyleTemplate.values()) {
      parse(field);
    }
  }

  /** Keeps a template, unless it names the patient without leave. */
  private void parse(StyleTemplate field) {
    String source = field.of(style);
    if (source == null) {
      return;
    }
    try {
      Template template = Template.parse(source, field.target());
      boolean ofPatient = template.uses().stream().anyMatch(StyleVariables::isOfPatient);
      if (ofPatient) {
        personal.add(field.place());
      }
      if (!ofPatient || style.patientData()) {
        templates.put(field, template);
      }
    } catch (TemplateSyntaxException ofAnotherVersion) {
      // Checked when it was set; a version that refuses it does without.
    }
  }

  /** Returns what the appointment's event is to say. */
  public EventContent of(Appointment appointment) {
    String email = appointment.patient().email();
    return new EventContent(
        appointment.patient().id(),
        appointment.slot(),
        texts(appointment),
        policy.guests() == CalendarPolicy.Guests.PATIENT && email != null
            ? Set.of(email)
            : Set.of(),
        personal);
  }

  /** Returns whether events tell whom they are about. */
  public boolean namesPatients() {
    return !personal.isEmpty();
  }

  /** Returns the guests whom Google mails about what concerns them. */
  public SendUpdates invitations() {
    return policy.guests() == CalendarPolicy.Guests.NONE ? SendUpdates.NONE : style.invitations();
  }

  private Map<TextField, String> texts(Appointment appointment) {
    Map<TextField, String> texts = new EnumMap<>(TextField.class);
    if (!templates.isEmpty()) {
      StyleVariables variables = new StyleVariables(appointment, doctor, clinic);
      templates.forEach(
          (field, template) -> texts.put(field.place(), rendered(field, template, variables)));
    }
    if (texts.getOrDefault(TextField.TITLE, "").isEmpty()) {
      texts.put(TextField.TITLE, EventWriter.NEUTRAL_TITLE);
    }
    Integer colour = style.colours().get(appointment.status());
    if (colour != null) {
      texts.put(TextField.COLOUR, colour.toString());
    }
    if (style.reminders() != null) {
      texts.put(TextField.REMINDERS, Reminder.text(style.reminders()));
    }
    return texts;
  }

  private static String rendered(StyleTemplate field, Template template, StyleVariables variables) {
    try {
      return field.fitted(template.render(variables, MAXIMUM_RENDERED));
    } catch (UnrenderableException refused) {
      return "";
    }
  }

  @Override
  public String toString() {
    return "StyledContent[hidden]";
  }
}
