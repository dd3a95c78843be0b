package org.wardbell.api.dashboard.settings.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.signin.FormProblems;

/**
 * The content of the page of people.
 *
 * @param form as it was typed
 * @param next the address of the following page, or null
 */
public record PeoplePage(List<Row> rows, Form form, @Nullable String next, FormProblems problems) {
  public PeoplePage {
    rows = List.copyOf(rows);
  }

  /**
   * A person in the list.
   *
   * @param roles with the places where they count
   */
  public record Row(
      UUID id,
      String name,
      String email,
      String roles,
      boolean hasPassword,
      boolean secondFactor,
      @Nullable Instant signedInAt) {}

  /** The form of an invitation. */
  public record Form(String email, String name, String role, String scope) {
    static final Form EMPTY = new Form("", "", "READER", "");

    /** Hides who it is. */
    @Override
    public String toString() {
      return "Form[hidden]";
    }
  }

  /** Hides who they are. */
  @Override
  public String toString() {
    return "PeoplePage[hidden]";
  }
}
