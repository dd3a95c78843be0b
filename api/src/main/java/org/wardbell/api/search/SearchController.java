package org.wardbell.api.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.search.SearchHit.Matched;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.idempotency.NotRemembered;
import org.wardbell.api.problem.FieldChecks;

/** One search box: exact look-ups, in the clinics that the caller sees. */
@RestController
@RequestMapping("/api/v1/search")
@Tag(name = "Search", description = "What an id, a key or a subject belongs to.")
class SearchController {
  private static final List<Matched> OF_ONE_CLINIC =
      List.of(Matched.IDEMPOTENCY_KEY, Matched.SUBJECT, Matched.EXTERNAL_ID);

  private final Searches searches;

  SearchController(Searches searches) {
    this.searches = searches;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "Search",
      description =
          "Finds what is exactly that: the id of an event, delivery, webhook, appointment, calendar"
              + " or replay, an attempt as <delivery id>/<number>, an idempotency key, a subject"
              + " (its newest 50 events and 50 deliveries; of patient/<id> also 50 appointments), or"
              + " the clinic's own id of an appointment.")
  SearchView search(
      @Parameter(
              description = "The whole id, key or subject.",
              example = "patient/4711",
              required = true)
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
          "The same as GET. A subject may name a patient, and addresses stand in the logs of"
              + " proxies.")
  SearchView searchPrivately(@RequestBody SearchRequest request, Caller caller) {
    FieldChecks checks = new FieldChecks();
    return find(request.q(), checks.optionalId("clinic_id", request.clinicId()), checks, caller);
  }

  private SearchView find(
      @Nullable String q, @Nullable UUID asked, FieldChecks checks, Caller caller) {
    Searches.Found found = searches.find(q, asked, checks, caller);
    return new SearchView(
        found.hits().stream().map(SearchView.HitView::of).toList(),
        found.isPartial() ? OF_ONE_CLINIC : null);
  }
}
