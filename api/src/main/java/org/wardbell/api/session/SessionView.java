package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.SignedIn;

/** The person who is signed in. */
@Schema(name = "Session")
record SessionView(
    UUID personId,
    String email,
    String name,
    String timeZone,
    String language,
    @Schema(description = "Whether signing in needs a one-time code.") boolean secondFactor,
    List<SessionGrantView> grants,
    @Schema(
            description =
                "The header X-CSRF-Token of every request of this session that changes something.")
        String csrfToken,
    @Schema(description = "The session ends so long after its last request, a minute more or less.")
        long idleSeconds) {
  /**
   * Returns the view.
   *
   * @param clinics where the names of the roles' clinics are found
   */
  static SessionView of(SignedIn signedIn, SessionSettings settings, ClinicStore clinics) {
    Person person = signedIn.person();
    return new SessionView(
        person.id(),
        person.properties().email(),
        person.properties().name(),
        person.properties().timeZone().getId(),
        person.properties().language().toLanguageTag(),
        person.secondFactor(),
        person.grants().stream().map(grant -> SessionGrantView.of(grant, clinics)).toList(),
        signedIn.csrfToken(),
        settings.idle().toSeconds());
  }

  /** A role of the person who is signed in. */
  @Schema(name = "SessionGrant")
  record SessionGrantView(
      @Schema(description = "Absent for the installation, and so for each of its clinics.")
          @Nullable UUID clinicId,
      @Schema(description = "The clinic's name; absent for the installation.")
          @Nullable String clinicName,
      Role role) {
    static SessionGrantView of(Grant grant, ClinicStore clinics) {
      UUID clinic = grant.clinicId();
      String name =
          clinic == null ? null : clinics.find(clinic).map(ClinicFacts::name).orElse(null);
      return new SessionGrantView(clinic, name, grant.role());
    }
  }

  @Override
  public String toString() {
    return "SessionView[" + personId + "]";
  }
}
