package org.wardbell.api.dashboard.settings.encryption;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.rotation.RotationView;

/**
 * The content of the page of encryption keys.
 *
 * @param next the address of the following page, or null
 */
public record EncryptionPage(List<Row> rows, @Nullable String next, FormProblems problems) {
  public EncryptionPage {
    rows = List.copyOf(rows);
  }

  /** A rotation in the list. */
  public record Row(RotationView rotation, String place) {
    /** Returns which key it is, in words. */
    public String key() {
      return switch (rotation.kind()) {
        case "master" -> "the master key";
        case "installation" -> "the installation’s data key";
        default -> "the data key of " + place;
      };
    }

    /** Returns whether it is under way. */
    public boolean isRunning() {
      return rotation.status().equals("RUNNING");
    }
  }

  /** Returns whether one is under way, so that the page reads itself again. */
  public boolean isMoving() {
    return rows.stream().anyMatch(Row::isRunning);
  }
}
