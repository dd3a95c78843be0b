package org.wardbell.api.dashboard.search;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.search.SearchHit;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.appointment.StatusWords;
import org.wardbell.api.dashboard.delivery.DeliveryWords;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.search.Searches;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The page of a search. What is looked for may name a patient, so it is posted, and stands in no
 * address.
 */
@Controller
@RequestMapping("/search")
class SearchPageController {
  private static final String VIEW = "search/search";

  private final Searches searches;
  private final ClinicStore clinics;

  SearchPageController(Searches searches, ClinicStore clinics) {
    this.searches = searches;
    this.clinics = clinics;
  }

  @GetMapping
  @Needs(Role.READER)
  String show(Model model) {
    model.addAttribute("page", SearchPage.EMPTY);
    return VIEW;
  }

  /** Searches; one thing that is found is shown at once. */
  @PostMapping
  @Needs(Role.READER)
  String search(
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String clinic,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    String asked = q == null ? "" : q;
    String chosen = Addresses.shown(Addresses.typed(clinic));
    try {
      Searches.Found found = searches.find(asked, searched(chosen, caller), caller);
      if (found.hits().size() == 1) {
        return "redirect:" + address(found.hits().getFirst());
      }
      List<SearchPage.Hit> hits = found.hits().stream().map(SearchPageController::hit).toList();
      model.addAttribute(
          "page", new SearchPage(asked, chosen, true, hits, found.isPartial(), FormProblems.NONE));
    } catch (ProblemException problem) {
      model.addAttribute(
          "page",
          new SearchPage(
              asked, chosen, false, List.of(), false, FormProblems.refuse(problem, response)));
    }
    return VIEW;
  }

  /**
   * Returns the clinic that is searched; null for all of them, where only ids are looked for. Who
   * has only one need not choose it.
   */
  private @Nullable UUID searched(String chosen, Caller caller) {
    if (caller.clinicId() != null) {
      return null;
    }
    if (chosen.isEmpty()) {
      List<ClinicFacts> first = clinics.list(null, null, 2);
      return first.size() == 1 ? first.getFirst().id() : null;
    }
    FieldChecks checks = new FieldChecks();
    UUID clinic = checks.optionalId("clinic", chosen);
    checks.orThrow();
    return clinic;
  }

  private static SearchPage.Hit hit(SearchHit hit) {
    State state = State.of(hit);
    return new SearchPage.Hit(
        what(hit.kind()),
        by(hit.matched()),
        address(hit),
        hit.id().toString(),
        hit.clinic(),
        hit.at(),
        hit.about() == null ? "" : hit.about(),
        state.style(),
        state.word());
  }

  /**
   * The state of a hit, in a word.
   *
   * @param style the class of the style sheet, or empty
   * @param word empty for what has no state
   */
  private record State(String style, String word) {
    static State of(SearchHit hit) {
      if (hit.status() == null) {
        return new State("", "");
      }
      if (hit.kind() == SearchHit.Kind.DELIVERY) {
        DeliveryStatus status = DeliveryStatus.valueOf(hit.status());
        return new State(DeliveryWords.style(status), DeliveryWords.name(status));
      }
      StatusWords words = StatusWords.of(AppointmentStatus.valueOf(hit.status()));
      return new State(words.style(), words.word());
    }
  }

  private static String what(SearchHit.Kind kind) {
    return switch (kind) {
      case EVENT -> "Event";
      case DELIVERY -> "Delivery";
      case WEBHOOK -> "Webhook";
      case APPOINTMENT -> "Appointment";
      case CALENDAR -> "Calendar";
      case REPLAY -> "Replay";
    };
  }

  private static String by(SearchHit.Matched matched) {
    return switch (matched) {
      case ID -> "its id";
      case ATTEMPT_ID -> "the number of a request";
      case IDEMPOTENCY_KEY -> "its idempotency key";
      case SUBJECT -> "its subject";
      case EXTERNAL_ID -> "the clinic’s own id";
    };
  }

  private static String address(SearchHit hit) {
    String list =
        switch (hit.kind()) {
          case EVENT -> "events";
          case DELIVERY -> "deliveries";
          case WEBHOOK -> "webhooks";
          case APPOINTMENT -> "appointments";
          case CALENDAR -> "calendars";
          case REPLAY -> "replays";
        };
    return "/" + list + "/" + hit.id();
  }
}
