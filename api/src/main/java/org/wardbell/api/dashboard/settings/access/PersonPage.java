package org.wardbell.api.dashboard.settings.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.person.PersonView;

/**
 * The content of a person's page.
 *
 * @param link that was just made and is shown this once, or null
 */
public record PersonPage(
    PersonView person, List<Right> rights, PersonPage.@Nullable Link link, FormProblems problems) {
  public PersonPage {
    rights = List.copyOf(rights);
  }

  /**
   * A role somewhere.
   *
   * @param scope id of the clinic, or the word installation
   */
  public record Right(String scope, String place, String role) {}

  /** A one-time link. */
  public record Link(String address, Instant expiresAt) {
    /** Hides the link. */
    @Override
    public String toString() {
      return "Link[hidden]";
    }
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "PersonPage[" + person.id() + "]";
  }
}
