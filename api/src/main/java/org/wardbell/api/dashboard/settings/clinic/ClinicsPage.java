package org.wardbell.api.dashboard.settings.clinic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.clinic.ClinicView;

/**
 * The content of the list of clinics.
 *
 * @param next the address of the following page, or null
 */
public record ClinicsPage(List<ClinicView> clinics, @Nullable String next) {
  public ClinicsPage {
    clinics = List.copyOf(clinics);
  }
}
