package org.wardbell.api.search;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.search.SearchHit;
import org.wardbell.activities.search.SearchQuery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldChecks;

/** One search box: exact look-ups, in the clinics that the caller sees. */
@Component
public final class Searches {
  /** Of a subject or an idempotency key. */
  private static final int MAXIMUM = 255;

  /** The number of an attempt in the installation; more digits are none. */
  private static final Pattern OF_INSTALLATION = Pattern.compile("[0-9]{1,18}");

  /** The id of a delivery, and the number of one of its attempts. */
  private static final Pattern OF_DELIVERY = Pattern.compile("([0-9A-Fa-f-]{36})/([0-9]{1,4})");

  private final SearchQuery search;
  private final SubjectSearch subjects;
  private final ClinicStore clinics;

  Searches(SearchQuery search, SubjectSearch subjects, ClinicStore clinics) {
    this.search = search;
    this.subjects = subjects;
    this.clinics = clinics;
  }

  /**
   * The result of a search.
   *
   * @param isPartial whether only ids were looked for, because no clinic was named
   */
  public record Found(List<SearchHit> hits, boolean isPartial) {
    public Found {
      hits = List.copyOf(hits);
    }
  }

  /**
   * Searches.
   *
   * @param asked the clinic that the request names, or null
   * @throws org.wardbell.api.problem.ProblemException 422 if there is nothing to look for
   */
  public Found find(@Nullable String q, @Nullable UUID asked, Caller caller) {
    return find(q, asked, new FieldChecks(), caller);
  }

  /** Searches, for a request that collects its problems. */
  Found find(@Nullable String q, @Nullable UUID asked, FieldChecks checks, Caller caller) {
    String text = "";
    if (q == null || q.isBlank()) {
      checks.add("q", "is missing", "Give the whole id, key or subject, such as patient/4711.");
    } else {
      text = checks.text("q", q, MAXIMUM).strip();
    }
    checks.orThrow();
    UUID clinic = caller.clinic(asked, null);
    if (clinic != null && caller.isInstallation() && clinics.find(clinic).isEmpty()) {
      checks.add(
          "clinic_id",
          "is not the id of a clinic",
          "Use the id of one that there is (GET /api/v1/clinics lists them).");
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
      hits.addAll(subjects.find(text, clinic, caller));
      hits.addAll(search.byExternalId(text, clinic));
    }
    return new Found(hits, clinic == null);
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

  static @Nullable UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException noId) {
      return null;
    }
  }
}
