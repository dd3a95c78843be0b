package org.wardbell.api.dashboard.replay;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.delivery.DeliveriesPage.Option;
import org.wardbell.api.dashboard.frame.DistinctNames;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.delivery.ReplayCommands;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

/** The form of a new replay: an estimate first, then the start. */
@Controller
@RequestMapping(ReplayListController.PATH + "/new")
class ReplayFormController {
  private final DSLContext database;
  private final ReplayCommands replays;

  ReplayFormController(DSLContext database, ReplayCommands replays) {
    this.database = database;
    this.replays = replays;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String begin(
      @RequestParam(required = false) @Nullable String webhook,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    String chosen = webhook == null ? "" : webhook;
    return page(ReplayForm.begin(chosen, zone(signedIn), Instant.now()), caller, model);
  }

  /**
   * Estimates a job, or starts it.
   *
   * @param start whether the button was the one that starts
   */
  @PostMapping
  @Needs(Role.ADMIN)
  String send(
      @RequestParam(required = false) @Nullable String webhook,
      @RequestParam(required = false) @Nullable String which,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(name = "per_minute", required = false) @Nullable String perMinute,
      @RequestParam(required = false) @Nullable String start,
      Caller caller,
      SignedIn signedIn,
      HttpServletResponse response,
      Model model) {
    ReplayForm form = ReplayForm.sent(webhook, which, from, to, perMinute);
    try {
      UUID id = chosen(form.webhook());
      if (start == null) {
        return page(
            form.estimated(replays.estimate(id, form.request(zone(signedIn)), caller)),
            caller,
            model);
      }
      return "redirect:"
          + ReplayListController.PATH
          + "/"
          + replays.create(id, form.request(zone(signedIn)), caller).id();
    } catch (ProblemException problem) {
      return page(form.refused(FormProblems.refuse(problem, response)), caller, model);
    }
  }

  private static UUID chosen(String webhook) {
    FieldChecks checks = new FieldChecks();
    UUID id = webhook.isEmpty() ? null : checks.optionalId("webhook", webhook);
    if (id == null) {
      throw ProblemException.invalid("webhook", "is missing", "Choose one.");
    }
    return id;
  }

  private static ZoneId zone(SignedIn signedIn) {
    return signedIn.person().properties().timeZone();
  }

  private String page(ReplayForm form, Caller caller, Model model) {
    List<Option> options =
        DistinctNames.of(
                WebhookNames.existing(database, caller.clinicId(), WebhookStore.MAXIMUM_PER_CLINIC))
            .entrySet()
            .stream()
            .map(
                webhook ->
                    new Option(
                        webhook.getKey().toString(),
                        webhook.getValue(),
                        webhook.getKey().toString().equals(form.webhook())))
            .toList();
    model.addAttribute("page", form.choosing(options));
    return "replay/replayForm";
  }
}
