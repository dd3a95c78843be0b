package org.wardbell.api.dashboard.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.webhook.WebhookPage.FreshSecret;
import org.wardbell.api.transfer.WebhookCopies;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.api.webhook.secret.SecretCommands;

/** The page of one webhook, and its buttons. */
@Controller
@RequestMapping(WebhookFilter.PATH + "/{id}")
class WebhookController {
  private final WebhookEditing webhooks;
  private final SecretCommands secrets;
  private final WebhookCopies copies;
  private final WebhookPages pages;

  WebhookController(
      WebhookEditing webhooks, SecretCommands secrets, WebhookCopies copies, WebhookPages pages) {
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.copies = copies;
    this.pages = pages;
  }

  @GetMapping
  @Needs(Role.READER)
  String show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String done,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    return page(webhooks.visible(id, caller), null, done, signedIn, model);
  }

  private String page(
      StoredWebhook stored,
      @Nullable FreshSecret fresh,
      @Nullable String done,
      SignedIn signedIn,
      Model model) {
    model.addAttribute(
        "page", pages.of(stored, signedIn.person().properties().timeZone(), fresh, done));
    return "webhook/webhook";
  }

  @PostMapping("/pause")
  @Needs(Role.ADMIN)
  String pause(@PathVariable UUID id, Caller caller) {
    webhooks.pause(webhooks.visible(id, caller), caller);
    return "redirect:" + WebhookFilter.PATH + "/" + id + "?done=pause";
  }

  @PostMapping("/resume")
  @Needs(Role.ADMIN)
  String resume(@PathVariable UUID id, Caller caller) {
    webhooks.resume(webhooks.visible(id, caller), caller);
    return "redirect:" + WebhookFilter.PATH + "/" + id + "?done=resume";
  }

  /** Lets an open circuit probe now. */
  @PostMapping("/probe")
  @Needs(Role.ADMIN)
  String probe(@PathVariable UUID id, Caller caller) {
    boolean ordered = webhooks.probe(webhooks.visible(id, caller), caller);
    return "redirect:" + WebhookFilter.PATH + "/" + id + "?done=" + (ordered ? "probe" : "probing");
  }

  /**
   * Ends old secrets before their time.
   *
   * @param version that the person looked at
   */
  @PostMapping("/end-overlap")
  @Needs(Role.ADMIN)
  String endOverlap(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer version,
      Caller caller) {
    StoredWebhook stored = webhooks.visible(id, caller);
    requireVersion(stored, version);
    var _ = secrets.endOverlap(stored, caller);
    return "redirect:" + WebhookFilter.PATH + "/" + id + "?done=overlap";
  }

  private static void requireVersion(StoredWebhook stored, @Nullable Integer version) {
    if (version == null || version != stored.webhook().version()) {
      throw WebhookEditing.changedMeanwhile();
    }
  }

  /**
   * Gives the webhook a new secret, and shows it in this one answer.
   *
   * @param version that the person looked at; sent once more, the form finds another one
   */
  @PostMapping("/secret")
  @Needs(Role.ADMIN)
  String rotate(
      @PathVariable UUID id,
      @RequestParam(name = "overlap_hours", required = false) @Nullable Integer overlap,
      @RequestParam(required = false) @Nullable Integer version,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    StoredWebhook stored = webhooks.visible(id, caller);
    requireVersion(stored, version);
    SecretCommands.Exchanged exchanged = secrets.rotate(stored, overlap, caller);
    boolean endsOld = overlap != null && overlap == 0;
    FreshSecret fresh =
        new FreshSecret(exchanged.secret(), endsOld ? null : exchanged.oldValidUntil(), endsOld);
    return page(webhooks.visible(id, caller), fresh, "secret", signedIn, model);
  }

  /** Makes a copy, which is off, and shows it with its secret in this one answer. */
  @PostMapping("/clone")
  @Needs(Role.ADMIN)
  String copy(@PathVariable UUID id, Caller caller, SignedIn signedIn, Model model) {
    StoredWebhook made = copies.copy(webhooks.visible(id, caller), null, false, caller);
    FreshSecret fresh = new FreshSecret(made.webhook().secrets().getFirst().value(), null, false);
    return page(made, fresh, "clone", signedIn, model);
  }
}
