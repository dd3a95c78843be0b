package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.calendar.consent.ConsentView;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.calendar.consent.Consents;
import org.wardbell.activities.calendar.consent.Departure;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.api.access.Open;
import org.wardbell.api.brake.AnonymousBrake;
import org.wardbell.api.health.WorkerState;
import org.wardbell.api.oauth.BrowserPage;
import org.wardbell.api.oauth.CallbackAddress;

/**
 * The page at which a doctor's way to Google begins. It names the clinic and the doctor, because
 * whoever is sent there by somebody else would give away the access to a calendar of their own;
 * going on from there binds the way to this browser.
 */
@RestController
@Hidden
class ConnectPageController {
  private final ConsentWays ways;
  private final Consents consents;
  private final ClinicStore clinics;
  private final ConsentAddresses addresses;
  private final CallbackAddress address;
  private final AnonymousBrake brake;
  private final WorkerState workers;

  ConnectPageController(
      ConsentWays ways,
      Consents consents,
      ClinicStore clinics,
      ConsentAddresses addresses,
      CallbackAddress address,
      AnonymousBrake brake,
      WorkerState workers) {
    this.workers = workers;
    this.ways = ways;
    this.consents = consents;
    this.clinics = clinics;
    this.addresses = addresses;
    this.address = address;
    this.brake = brake;
  }

  @GetMapping(ConsentAddresses.CONNECT)
  @Open("A browser brings a ticket that only an administrator was given.")
  ResponseEntity<String> ask(
      HttpServletRequest request, @RequestParam(required = false) @Nullable String ticket) {
    return heard(request, ticket, ways::find)
        .flatMap(consents::find)
        .map(consent -> page(consent, String.valueOf(ticket)))
        .orElseGet(ConnectPageController::unknown);
  }

  private ResponseEntity<String> page(ConsentView consent, String ticket) {
    String name = consent.doctor().name();
    String doctor = name == null ? "doctor " + consent.doctor().externalId() : name;
    String clinic = clinics.find(consent.clinicId()).map(ClinicFacts::name).orElse("a clinic");
    return BrowserPage.asking(
        "Connect a Google Calendar?",
        List.of(
            "The calendar of %s will be kept in step with the appointments of %s."
                .formatted(doctor, clinic),
            "You will sign in at Google and be asked for three things: who you are (a number, no profile), to see which calendars you have, and to see and change events in them. Appointments are written into the calendar that is connected. Of other events only start and end are read, so that nobody books these times.",
            "Leave both boxes about calendars ticked there. You can take the permission back at any time, at myaccount.google.com/connections.",
            "Go on only if this is you and this is your clinic. If you did not expect this link, close the page."),
        "connect",
        ticket);
  }

  @PostMapping(ConsentAddresses.CONNECT)
  @Open("A browser brings a ticket that only an administrator was given.")
  ResponseEntity<String> leave(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String ticket,
      @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
      @RequestHeader(name = "Sec-Fetch-Site", required = false) @Nullable String site) {
    if (!address.isOwnPage(origin, site)) {
      return BrowserPage.foreign();
    }
    if (workers.isAway()) {
      return BrowserPage.noWorker();
    }
    return heard(request, ticket, ways::leave)
        .map(this::away)
        .orElseGet(ConnectPageController::unknown);
  }

  private ResponseEntity<String> away(Departure departure) {
    return BrowserPage.leaving(
        addresses.googlesPage(departure),
        ConsentAddresses.COOKIE.of(departure.state(), departure.secret(), address.isSecure()));
  }

  /** Asks about a ticket, if this address is heard. */
  private <T> Optional<T> heard(
      HttpServletRequest request, @Nullable String ticket, Function<String, Optional<T>> question) {
    return ticket == null
        ? Optional.empty()
        : brake.heard(
            AnonymousBrake.Kind.CALLBACK, request.getRemoteAddr(), () -> question.apply(ticket));
  }

  private static ResponseEntity<String> unknown() {
    return BrowserPage.of(
        400,
        "Not connected",
        "This link is not known, was used before, is older than a day, or was replaced by a newer one. Ask the clinic for a new link.");
  }
}
