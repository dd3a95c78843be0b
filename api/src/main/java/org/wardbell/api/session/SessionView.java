package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    @Schema(description = "Whether single keys, such as j and ?, do something on pages.")
        boolean singleKeys,
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
        person.properties().singleKeys(),
        person.secondFactor(),
        grants(person, clinics),
        signedIn.csrfToken(),
        settings.idle().toSeconds());
  }

  private static List<SessionGrantView> grants(Person person, ClinicStore clinics) {
    Map<UUID, String> names =
        clinics.names(
            person.grants().stream().map(Grant::clinicId).filter(Objects::nonNull).toList());
    return person.grants().stream()
        .map(
            grant ->
                new SessionGrantView(
                    grant.clinicId(),
                    grant.clinicId() == null ? null : names.get(grant.clinicId()),
                    grant.role()))
        .toList();
  }

  /** A role of the person who is signed in. */
  @Schema(name = "SessionGrant")
  record SessionGrantView(
      @Schema(description = "Absent for the installation, and so for each of its clinics.")
          @Nullable UUID clinicId,
      @Schema(description = "The clinic's name; absent for the installation.")
          @Nullable String clinicName,
      Role role) {}

  @Override
  public String toString() {
    return "SessionView[" + personId + "]";
  }
}
