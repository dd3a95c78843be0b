package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.Caller;
import org.wardbell.api.change.Revised;
import org.wardbell.api.change.Revisions;

/** A person as administrators see one. */
@Schema(name = "Person")
public record PersonView(
    UUID id,
    String email,
    String name,
    String timeZone,
    String language,
    @Schema(description = "Whether single keys, such as j and ?, do something on pages.")
        boolean singleKeys,
    @Schema(description = "Whether a first password was set.") boolean hasPassword,
    @Schema(description = "Whether signing in needs a one-time code.") boolean secondFactor,
    @Schema(description = "For a clinic's administrators only the role in their clinic.")
        List<GrantView> grants,
    Instant createdAt,
    @Schema(description = "Absent before the first time.") @Nullable Instant signedInAt)
    implements Revised {
  public static PersonView of(Person person, Caller caller) {
    return new PersonView(
        person.id(),
        person.properties().email(),
        person.properties().name(),
        person.properties().timeZone().getId(),
        person.properties().language().toLanguageTag(),
        person.properties().singleKeys(),
        person.passwordHash() != null,
        person.secondFactor(),
        person.grants().stream()
            .filter(grant -> caller.isInstallation() || isOwn(grant.clinicId(), caller))
            .map(GrantView::of)
            .toList(),
        person.createdAt(),
        person.signedInAt());
  }

  @Override
  public String revision() {
    return Revisions.of(email, name, timeZone, language, singleKeys, grants);
  }

  private static boolean isOwn(@Nullable UUID clinic, Caller caller) {
    return clinic != null && clinic.equals(caller.clinicId());
  }

  @Override
  public String toString() {
    return "PersonView[" + id + "]";
  }
}
