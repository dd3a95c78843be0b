package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.KnownClinics;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.need.NeedsKept;
import org.wardbell.api.dashboard.need.ServerParts;
import org.wardbell.api.dashboard.need.Waits;

/** The making of frames. */
@Component
final class Frames {
  /** Clinics in the switch of somebody who sees all of them; the newest. */
  private static final int SWITCHABLE = 100;

  private final ClinicStore clinics;
  private final KnownClinics known;
  private final ServerParts parts;
  private final NeedsKept needs;
  private final Waits waits;
  private final Assets assets;
  private final Names names;

  Frames(
      ClinicStore clinics,
      KnownClinics known,
      ServerParts parts,
      NeedsKept needs,
      Waits waits,
      Assets assets,
      Names names) {
    this.names = names;
    this.clinics = clinics;
    this.known = known;
    this.parts = parts;
    this.needs = needs;
    this.waits = waits;
    this.assets = assets;
  }

  /** Returns the frame of a page. */
  Frame of(HttpServletRequest request) {
    Object signedIn = request.getAttribute(SignedIn.class.getName());
    Choice choice = Choice.of(request);
    Viewer viewer = signedIn instanceof SignedIn person ? viewer(person, choice) : null;
    return new Frame(
        path(request),
        here(request),
        viewer,
        choice.theme().word(),
        () -> lamp(viewer),
        Instant.now(),
        leftOut(request),
        assets,
        names);
  }

  /** Returns the frame of a page that tells that something failed: it asks nobody anything. */
  Frame bare(HttpServletRequest request) {
    return new Frame(
        path(request),
        here(request),
        null,
        Choice.of(request).theme().word(),
        () -> new Lamp(List.of(), List.of(), false),
        Instant.now(),
        null,
        assets,
        names);
  }

  private Lamp lamp(@Nullable Viewer viewer) {
    return new Lamp(
        parts.away(),
        viewer == null || viewer.role() == null ? List.of() : waiting(viewer.clinic()),
        viewer != null && viewer.needed());
  }

  private List<String> waiting(@Nullable UUID clinic) {
    return asFarAsKnown(() -> waits.of(clinic), List.of());
  }

  /** A page is being written by now: it is not given up for what stands around it. */
  private static <T> T asFarAsKnown(Supplier<T> question, T otherwise) {
    try {
      return question.get();
    } catch (DataAccessException away) {
      return otherwise;
    }
  }

  private static @Nullable String leftOut(HttpServletRequest request) {
    String told =
        Stream.of(LeftOut.sentence(LeftOut.of(request)), LeftOut.behind(request))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return told.isEmpty() ? null : told;
  }

  private static String here(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        ? path(request)
        : PagePaths.ofAnyClinic(request.getRequestURI());
  }

  /** Returns the address of a request on this server, with its query. */
  static String path(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  private Viewer viewer(SignedIn signedIn, Choice choice) {
    Person person = signedIn.person();
    UUID clinic = choice.clinicOf(person, known);
    return new Viewer(
        person.properties().name(),
        person.properties().email(),
        person.roleIn(clinic).orElse(null),
        clinic,
        options(person, clinic),
        signedIn.csrfToken(),
        person.properties().timeZone(),
        person.properties().singleKeys(),
        () -> clinic == null ? null : zone(clinic),
        () -> person.roleIn(clinic).isPresent() && asFarAsKnown(() -> needs.any(clinic), false));
  }

  private @Nullable ZoneId zone(UUID clinic) {
    Optional<ClinicFacts> facts = asFarAsKnown(() -> clinics.find(clinic), Optional.empty());
    return facts.map(ClinicFacts::timeZone).orElse(null);
  }

  private List<Viewer.ClinicOption> options(Person person, @Nullable UUID chosen) {
    List<Viewer.ClinicOption> options = new ArrayList<>();
    if (person.roleIn(null).isPresent()) {
      options.add(new Viewer.ClinicOption(Viewer.ALL, "All clinics", chosen == null));
      List<ClinicFacts> all = new ArrayList<>(clinics.list(null, null, SWITCHABLE));
      if (chosen != null && all.stream().noneMatch(each -> each.id().equals(chosen))) {
        clinics.find(chosen).ifPresent(all::add);
      }
      all.forEach(each -> options.add(option(each.id(), each.name(), chosen)));
    } else {
      Map<UUID, String> names =
          clinics.names(
              person.grants().stream().map(Grant::clinicId).filter(Objects::nonNull).toList());
      names.forEach((id, name) -> options.add(option(id, name, chosen)));
    }
    return options;
  }

  private static Viewer.ClinicOption option(UUID id, String name, @Nullable UUID chosen) {
    return new Viewer.ClinicOption(id.toString(), name, id.equals(chosen));
  }
}
