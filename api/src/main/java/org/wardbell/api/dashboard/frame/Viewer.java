package org.wardbell.api.dashboard.frame;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;

/**
 * The person who looks at a page.
 *
 * @param clinic the clinic looked at, or null for the whole installation
 * @param clinics where to switch to
 * @param csrf what each form carries
 * @param zone in which times are shown
 * @param singleKeys whether single keys do something
 * @param ofClinic the zone of the clinic looked at, or null for none; whole pages ask
 * @param needs whether something of what is looked at needs somebody; whole pages ask
 */
public record Viewer(
    String name,
    String email,
    @Nullable Role role,
    @Nullable UUID clinic,
    List<ClinicOption> clinics,
    String csrf,
    ZoneId zone,
    boolean singleKeys,
    Supplier<@Nullable ZoneId> ofClinic,
    BooleanSupplier needs) {
  /** The option that stands for the whole installation. */
  static final String ALL = "all";

  public Viewer {
    clinics = List.copyOf(clinics);
  }

  /**
   * A place to look at.
   *
   * @param value of its option in a form
   */
  public record ClinicOption(String value, String name, boolean isChosen) {}

  /** Returns the clinic looked at, as forms carry it; never empty. */
  public String seenClinic() {
    return clinic == null ? ALL : clinic.toString();
  }

  /** Returns the zone of the clinic looked at, if it is not the person's own; or null. */
  public @Nullable ZoneId zoneElsewhere() {
    ZoneId clinicZone = ofClinic.get();
    return zone.equals(clinicZone) ? null : clinicZone;
  }

  /** Returns whether something of what is looked at needs somebody. */
  public boolean needed() {
    return needs.getAsBoolean();
  }

  /** Returns whether the person's role covers another one. */
  public boolean may(Role needed) {
    return role != null && role.covers(needed);
  }

  /** Returns whether one clinic is looked at by somebody who may look at all of them. */
  public boolean maySeeAll() {
    return clinic != null && clinics.stream().anyMatch(each -> each.value().equals(ALL));
  }

  /**
   * Returns whether all clinics are looked at, and there are several: the first option is all of
   * them.
   */
  boolean seesSeveral() {
    return clinic == null && role != null && clinics.size() > 2;
  }

  /** Returns the clinics alone, without the option that stands for all of them. */
  public List<ClinicOption> each() {
    return clinics.stream().filter(option -> !option.value().equals(ALL)).toList();
  }

  /** Returns the clinic if there is only one, or null. */
  public @Nullable ClinicOption onlyClinic() {
    List<ClinicOption> each = each();
    return each.size() == 1 ? each.getFirst() : null;
  }

  /** Returns the name of what is looked at. */
  public String place() {
    return clinics.stream()
        .filter(ClinicOption::isChosen)
        .map(ClinicOption::name)
        .findFirst()
        .orElse("");
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "Viewer[hidden]";
  }
}
