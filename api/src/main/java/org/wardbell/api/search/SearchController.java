package org.wardbell.api.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.search.SearchHit;
import org.wardbell.activities.search.SearchHit.Matched;
import org.wardbell.activities.search.SearchQuery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.idempotency.NotRemembered;
import org.wardbell.api.problem.FieldChecks;

/** One search box: exact look-ups, in the clinics that the caller sees. */
@RestController
@RequestMapping("/api/v1/search")
@Tag(name = "Search", description = "What an id, a key or a subject belongs to.")
class SearchController {
  /** Of a subject or an idempotency key. */
  private static final int MAXIMUM = 255;

  /** The number of an attempt in the installation; more digits are none. */
  private static final Pattern OF_INSTALLATION = Pattern.compile("[0-9]{1,18}");

  /** The id of a delivery, and the number of one of its attempts. */
  private static final Pattern OF_DELIVERY = Pattern.compile("([0-9A-Fa-f-]{36})/([0-9]{1,4})");

  private static final List<Matched> OF_ONE_CLINIC =
      List.of(Matched.IDEMPOTENCY_KEY, Matched.SUBJECT, Matched.EXTERNAL_ID);

  private final SearchQuery search;
  private final ClinicStore clinics;

  SearchController(SearchQuery search, ClinicStore clinics) {
    this.search = search;
    this.clinics = clinics;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "Search",
      description =
          "Finds what is exactly that: the id of an event, delivery, webhook, appointment, calendar or replay, an attempt"
              + " as <delivery id>/<number>, an idempotency key, a subject (its newest 50 events), or the clinic's own id of an appointment.")
  SearchView search(
      @Parameter(description = "The whole id, key or subject.", example = "patient/4711")
          @RequestParam(required = false)
          @Nullable String q,
      @Parameter(description = "Only in this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      Caller caller) {
    return find(q, clinic, new FieldChecks(), caller);
  }

  @PostMapping
  @NotRemembered("it makes nothing")
  @Needs(Role.READER)
  @Operation(
      summary = "Search for what should stand in no address",
      description =
          "The same as GET. A subject may name a patient, and addresses stand in the logs of proxies.")
  SearchView searchPrivately(@RequestBody SearchRequest request, Caller caller) {
    FieldChecks checks = new FieldChecks();
    return find(request.q(), checks.optionalId("clinic_id", request.clinicId()), checks, caller);
  }

  private SearchView find(
      @Nullable String q, @Nullable UUID asked, FieldChecks checks, Caller caller) {
    String text = checks.text("q", q, MAXIMUM).strip();
    checks.orThrow();
    UUID clinic = caller.clinic(asked, null);
    if (clinic != null && caller.isInstallation() && clinics.find(clinic).isEmpty()) {
      checks.add("clinic_id", "is not the id of a clinic", "GET /api/v1/clinics lists them.");
      checks.orThrow();
    }
    List<SearchHit> hits = new ArrayList<>();
    UUID id = id(text);
    if (id != null) {
      hits.addAll(search.byId(id, clinic));
    }
    hits.addAll(attempts(text, clinic, caller));
    if (clinic != null) {
      hits.addAll(search.byIdempotencyKey(text, clinic));
      hits.addAll(search.bySubject(text, clinic));
      hits.addAll(search.byExternalId(text, clinic));
    }
    return new SearchView(
        hits.stream().map(SearchView.HitView::of).toList(), clinic == null ? OF_ONE_CLINIC : null);
  }

  /** Numbers of the installation would tell a clinic how much the others send. */
  private List<SearchHit> attempts(String text, @Nullable UUID clinic, Caller caller) {
    if (caller.isInstallation() && OF_INSTALLATION.matcher(text).matches()) {
      return search.byAttempt(Long.parseLong(text), clinic);
    }
    Matcher named = OF_DELIVERY.matcher(text);
    UUID delivery = named.matches() ? id(named.group(1)) : null;
    return delivery == null
        ? List.of()
        : search.byAttempt(delivery, Integer.parseInt(named.group(2)), clinic);
  }

  private static @Nullable UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException noId) {
      return null;
    }
  }
}
