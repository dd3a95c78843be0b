package org.wardbell.api.dashboard.editor;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.wardbell.activities.webhook.StoredWebhook;

/**
 * The content of the page after a webhook was made: the only one with its secret, so no other page
 * can take its place.
 *
 * @param secret checks our signatures
 */
public record MadePage(UUID id, String name, String secret) {
  /** Answers with the page. */
  public static String show(StoredWebhook made, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.CREATED.value());
    model.addAttribute(
        "page",
        new MadePage(
            made.webhook().id(),
            made.webhook().settings().name(),
            made.webhook().secrets().getFirst().value()));
    return "editor/made";
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "MadePage[" + id + "]";
  }
}
