package org.wardbell.api.dashboard.settings.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.api.dashboard.signin.FormProblems;

/**
 * The content of the page of API keys.
 *
 * @param form as it was typed
 * @param made the key that was just made, which is shown this once; or null
 * @param next the address of the following page, or null
 */
public record KeysPage(
    List<Row> rows,
    Form form,
    KeysPage.@Nullable Made made,
    @Nullable String next,
    FormProblems problems) {
  public KeysPage {
    rows = List.copyOf(rows);
  }

  /** A key in the list. */
  public record Row(ApiKey key, String place) {
    /** As long as whoever used a key is taken to use it still. */
    private static final Duration LATELY = Duration.ofDays(7);

    /** Returns whether something used the key not long ago, so that it would stop working. */
    public boolean isInUse(Instant now) {
      return key.lastUsedAt() != null && key.lastUsedAt().isAfter(now.minus(LATELY));
    }
  }

  /** The form of a new key. */
  public record Form(String name, String role, String scope, String expiresAt) {
    static final Form EMPTY = new Form("", "WRITER", "", "");
  }

  /** A key that was made. */
  public record Made(String name, String text) {
    /** Hides the key. */
    @Override
    public String toString() {
      return "Made[hidden]";
    }
  }
}
