package org.wardbell.activities.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.workflows.event.CatalogueVariable;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;

/**
 * The catalogue as each clinic sees it: Wardbell's own, and the types it registered. Remembered for
 * a few seconds, so that a change made in another process shows soon.
 */
public final class ClinicCatalogues {
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  /** A clinic's catalogue with 200 types of its own is some 200 KiB. */
  private static final int CLINICS_REMEMBERED = 500;

  /** Stands for the installation, which has no clinic's id. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  /** A clinic's catalogue, and the clinic's own types with their schemas. */
  private record Known(EventCatalogue catalogue, List<KeptEventType> own) {}

  private final EventCatalogue builtIn;
  private final EventTypeStore store;
  private final ClinicStore clinics;
  private final DSLContext database;
  private final Cache<UUID, Known> remembered =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(CLINICS_REMEMBERED).build();

  ClinicCatalogues(
      EventCatalogue builtIn, EventTypeStore store, ClinicStore clinics, DSLContext database) {
    this.builtIn = builtIn;
    this.store = store;
    this.clinics = clinics;
    this.database = database;
  }

  /**
   * Returns the catalogue of a clinic; for null that of the installation, which has all clinics'
   * types.
   */
  public EventCatalogue of(@Nullable UUID clinic) {
    return known(clinic).catalogue();
  }

  /**
   * Returns the canonical type of a type or alias, or null if this clinic has none of that name. A
   * name that is not remembered is looked for in the database before it is called unknown.
   */
  public @Nullable String canonical(UUID clinic, String name) {
    String builtInType = builtIn.canonical(name);
    if (builtInType != null) {
      return builtInType;
    }
    String type = of(clinic).canonical(name);
    if (type != null) {
      return type;
    }
    forget(clinic);
    return of(clinic).canonical(name);
  }

  /**
   * Returns the clinic's own definition of a type; empty for Wardbell's types and unregistered
   * ones.
   */
  public Optional<KeptEventType> own(UUID clinic, String type) {
    if (builtIn.exists(type)) {
      return Optional.empty();
    }
    return known(clinic).own().stream()
        .filter(kept -> kept.definition().type().equals(type))
        .findFirst();
  }

  /** Forgets a clinic's catalogue; to be called after the clinic's types changed. */
  public void forget(UUID clinic) {
    remembered.invalidate(clinic);
    remembered.invalidate(INSTALLATION);
  }

  private Known known(@Nullable UUID clinic) {
    return remembered.get(
        clinic == null ? INSTALLATION : clinic, id -> load(id.equals(INSTALLATION) ? null : id));
  }

  private Known load(@Nullable UUID clinic) {
    List<KeptEventType> own = store.list(database, clinic);
    boolean open =
        clinic == null || clinics.find(clinic).filter(ClinicFacts::unregisteredTypes).isPresent();
    if (own.isEmpty() && !open) {
      return new Known(builtIn, own);
    }
    Set<String> common = builtIn.commonVariables();
    List<EventType> types =
        own.stream()
            .map(KeptEventType::definition)
            .map(definition -> type(definition, common))
            .toList();
    List<CatalogueVariable> variables =
        own.stream().flatMap(kept -> kept.definition().variables().stream()).toList();
    return new Known(builtIn.with(distinct(types), variables, open), own);
  }

  private static EventType type(CustomEventType definition, Set<String> common) {
    Set<String> names = new LinkedHashSet<>(common);
    definition.variables().forEach(variable -> names.add(variable.name()));
    return new EventType(
        definition.type(), definition.module(), definition.label(), List.of(), List.copyOf(names));
  }

  /**
   * Returns each type once: two clinics may have given one name; for the installation the first one
   * decides.
   */
  private static List<EventType> distinct(List<EventType> types) {
    Set<String> seen = new LinkedHashSet<>();
    return types.stream().filter(type -> seen.add(type.type())).toList();
  }
}
