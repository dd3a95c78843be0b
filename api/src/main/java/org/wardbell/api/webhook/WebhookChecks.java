package org.wardbell.api.webhook;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.preset.Preset;
import org.wardbell.activities.preset.PresetCheck;
import org.wardbell.activities.preset.PresetOrder;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.activities.webhook.rules.WebhookCheck;
import org.wardbell.activities.webhook.rules.WebhookRules;
import org.wardbell.api.change.ReturnedBodies.Reading;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.webhook.WebhookSettings;

/** The settings that a draft means, or a 422 that names all that is wrong with it. */
@Component
public final class WebhookChecks {
  private final WebhookRules rules;
  private final ClinicCatalogues catalogues;

  WebhookChecks(WebhookRules rules, ClinicCatalogues catalogues) {
    this.rules = rules;
    this.catalogues = catalogues;
  }

  /** Returns a webhook's new name, or answers 422. */
  public static String name(String sent) {
    FieldChecks checks = new FieldChecks();
    String name = checks.text("name", sent, WebhookRules.MAXIMUM_NAME_CHARACTERS).strip();
    checks.orThrow();
    return name;
  }

  /**
   * Returns the settings.
   *
   * @param clinic whose event types there are, or null for a global webhook
   * @param path put before each field's name: empty, or {@code webhook.}
   */
  public WebhookSettings settings(@Nullable UUID clinic, WebhookDraft draft, String path) {
    return settings(rules.in(catalogues.of(clinic)).check(draft), path);
  }

  /**
   * Returns the settings of a body that was read as far as it goes.
   *
   * @param unread the problems of the fields that the draft lacks, told with those of all others
   */
  WebhookSettings settings(
      @Nullable UUID clinic, WebhookDraft draft, String path, List<FieldProblem> unread) {
    if (unread.isEmpty()) {
      return settings(clinic, draft, path);
    }
    List<FieldProblem> problems = new ArrayList<>();
    unread.forEach(each -> problems.add(at(path, each)));
    Set<String> told = unread.stream().map(each -> first(each.field())).collect(toSet());
    if (rules.in(catalogues.of(clinic)).check(draft) instanceof WebhookCheck.Rejected(var others)) {
      others.stream()
          .map(each -> new FieldProblem(each.field(), each.problem(), each.fix()))
          // Of a field that could not be read it is no news that it is missing.
          .filter(each -> !told.contains(first(each.field())))
          .forEach(each -> problems.add(at(path, each)));
    }
    throw ProblemException.invalid(problems);
  }

  /** Returns the settings of a new webhook, from a body that was read as far as it goes. */
  public WebhookSettings settings(@Nullable UUID clinic, Reading<WebhookRequest> reading) {
    return settings(clinic, reading.request().draft(), "", reading.problems());
  }

  /**
   * Returns the settings that a webhook is to have from now on; its own credentials replace their
   * masks.
   */
  public WebhookSettings settings(StoredWebhook earlier, Reading<WebhookRequest> reading) {
    WebhookRequest request = reading.request();
    requireSameOwner(request, earlier);
    return settings(
        earlier.webhook().clinicId(),
        request.draftKeeping(earlier.webhook().settings()),
        "",
        reading.problems());
  }

  /** Refuses a webhook's move to another clinic: its deliveries name the clinic they belong to. */
  private static void requireSameOwner(WebhookRequest request, StoredWebhook earlier) {
    UUID clinic = earlier.webhook().clinicId();
    if (request.clinic() != null
        && (clinic == null || !request.clinic().equalsIgnoreCase(clinic.toString()))) {
      throw ProblemException.invalid(
          "clinic", "cannot be changed", "Make a new webhook in the other clinic.");
    }
    if (request.global() != null && request.global() != (clinic == null)) {
      throw ProblemException.invalid("global", "cannot be changed", "Make a new webhook.");
    }
  }

  private static FieldProblem at(String path, FieldProblem problem) {
    return new FieldProblem(path + problem.field(), problem.problem(), problem.fix());
  }

  private static String first(String field) {
    return field.replaceFirst("[.\\[].*", "");
  }

  /**
   * Returns the settings that a preset becomes.
   *
   * @param clinic whose event types there are
   */
  public WebhookSettings settings(UUID clinic, Preset preset, PresetOrder order) {
    return settings(new PresetCheck(preset, rules.in(catalogues.of(clinic))).check(order), "");
  }

  /** Returns why deliveries of settings that are right will fail until something is changed. */
  public List<FieldProblem> warnings(WebhookSettings settings) {
    return rules.warnings(settings).stream()
        .map(each -> new FieldProblem(each.field(), each.problem(), each.fix()))
        .toList();
  }

  private static WebhookSettings settings(WebhookCheck check, String path) {
    return switch (check) {
      case WebhookCheck.Accepted(WebhookSettings settings) -> settings;
      case WebhookCheck.Rejected(var problems) ->
          throw ProblemException.invalid(
              problems.stream()
                  .map(each -> new FieldProblem(path + each.field(), each.problem(), each.fix()))
                  .toList());
    };
  }
}
