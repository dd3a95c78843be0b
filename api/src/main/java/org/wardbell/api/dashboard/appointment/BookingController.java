package org.wardbell.api.dashboard.appointment;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.appointment.AppointmentCommands;
import org.wardbell.api.appointment.AppointmentRequest;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.TimeSlot;

/** The page on which somebody books; a time that is taken is answered with free ones. */
@Controller
class BookingController {
  private static final String MINUTES = "30";

  private final AppointmentCommands commands;
  private final ShownClinic clinics;

  BookingController(AppointmentCommands commands, ShownClinic clinics) {
    this.commands = commands;
    this.clinics = clinics;
  }

  @GetMapping(AppointmentsFilter.PATH + "/new")
  @Needs(Role.WRITER)
  String form(
      @RequestParam(name = "doctor_id", defaultValue = "") String doctor,
      @RequestParam(defaultValue = "") String start,
      Caller caller,
      Model model) {
    BookingForm.Typed typed = new BookingForm.Typed(doctor, start, MINUTES, "", "", "", "", "", "");
    model.addAttribute("form", form(typed, List.of(), FormProblems.NONE, caller));
    return "appointment/new";
  }

  private BookingForm form(
      BookingForm.Typed typed, List<Conflict.Offer> free, FormProblems problems, Caller caller) {
    ClinicFacts clinic = clinics.of(caller);
    return new BookingForm(
        typed,
        caller.clinicId() == null ? clinic.name() : "",
        clinic.timeZone().getId(),
        clinics.doctors(clinic.id()),
        free,
        problems);
  }

  /**
   * Books.
   *
   * @param slot a free time that a button offered; it counts before what the fields say
   */
  @PostMapping(AppointmentsFilter.PATH + "/new")
  @Needs(Role.WRITER)
  String book(
      @RequestParam(name = "doctor_id", defaultValue = "") String doctor,
      @RequestParam(defaultValue = "") String start,
      @RequestParam(defaultValue = MINUTES) String minutes,
      @RequestParam(name = "patient.id", defaultValue = "") String patientId,
      @RequestParam(name = "patient.name", defaultValue = "") String patientName,
      @RequestParam(name = "patient.email", defaultValue = "") String patientEmail,
      @RequestParam(name = "patient.contact_number", defaultValue = "") String contactNumber,
      @RequestParam(defaultValue = "") String services,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(required = false) @Nullable String slot,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    BookingForm.Typed typed =
        new BookingForm.Typed(
            doctor,
            start,
            minutes,
            patientId,
            patientName,
            patientEmail,
            contactNumber,
            services,
            description);
    ClinicTimes times = new ClinicTimes(clinics.of(caller).timeZone());
    try {
      TimeSlot wanted = AppointmentController.wanted(times, slot == null ? start : slot, minutes);
      UUID id = commands.book(request(typed, wanted, times), caller).id();
      return "redirect:" + AppointmentsFilter.PATH + "/" + id;
    } catch (ProblemException problem) {
      List<Conflict.Offer> free = AppointmentPages.offers(problem.document().alternatives(), times);
      model.addAttribute("form", form(typed, free, FormProblems.refuse(problem, response), caller));
      return "appointment/new";
    }
  }

  private static AppointmentRequest request(
      BookingForm.Typed typed, TimeSlot slot, ClinicTimes times) {
    return new AppointmentRequest(
        BookingForm.Typed.orNothing(typed.doctorId()),
        null,
        new AppointmentRequest.PatientRequest(
            BookingForm.Typed.orNothing(typed.patientId()),
            BookingForm.Typed.orNothing(typed.patientName()),
            BookingForm.Typed.orNothing(typed.patientEmail()),
            BookingForm.Typed.orNothing(typed.patientContactNumber())),
        slot.start().toString(),
        slot.end().toString(),
        times.zone().getId(),
        typed.serviceNames(),
        BookingForm.Typed.orNothing(typed.description()),
        null,
        null);
  }
}
