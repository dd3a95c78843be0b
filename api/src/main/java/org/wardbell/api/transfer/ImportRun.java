package org.wardbell.api.transfer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.expression.ExpressionOverload;
import org.wardbell.activities.webhook.SettingChange;
import org.wardbell.activities.webhook.SettingsComparison;
import org.wardbell.activities.webhook.SigningSecret;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.transfer.ImportReport.Result;
import org.wardbell.api.webhook.WebhookChecks;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.api.webhook.WebhookRequest;
import org.wardbell.workflows.webhook.WebhookSettings;

/** One import under way, webhook by webhook. */
final class ImportRun {
  private final WebhookEditing webhooks;
  private final WebhookChecks checks;
  private final @Nullable UUID clinic;
  private final List<StoredWebhook> existing;
  private final boolean dryRun;
  private final Caller caller;

  /** Webhooks that an earlier entry stands for: two of one name in a file are two webhooks. */
  private final Set<UUID> taken = new HashSet<>();

  private int created;
  private boolean databaseAway;

  /**
   * @param existing all webhooks of the clinic
   */
  ImportRun(
      WebhookEditing webhooks,
      WebhookChecks checks,
      @Nullable UUID clinic,
      List<StoredWebhook> existing,
      boolean dryRun,
      Caller caller) {
    this.webhooks = webhooks;
    this.checks = checks;
    this.clinic = clinic;
    this.existing = existing;
    this.dryRun = dryRun;
    this.caller = caller;
  }

  ImportReport.Line line(int index, ImportEntry entry) {
    WebhookRequest request = entry.request();
    if (request == null || !entry.problems().isEmpty()) {
      return refused(index, entry, entry.problems());
    }
    if (databaseAway) {
      return refused(index, entry, List.of(notTried()));
    }
    try {
      StoredWebhook same = same(entry, request);
      if (same != null) {
        return changed(index, entry, request, same);
      }
      ImportReport.Line made = made(index, entry, request);
      created++;
      return made;
    } catch (ProblemException problem) {
      List<FieldProblem> errors = problem.document().errors();
      return refused(
          index,
          entry,
          errors.isEmpty()
              ? List.of(told(problem.document().detail()))
              : errors.stream().map(entry.inItsNames()).toList());
    } catch (ExpressionOverload overload) {
      return refused(
          index,
          entry,
          List.of(
              new FieldProblem(
                  "filter",
                  "was not evaluated in time, or its transform was not",
                  "Import the file again; what is here already stays as it is.")));
    } catch (DataAccessException failure) {
      ProblemException passing = ProblemException.passing(failure).orElseThrow(() -> failure);
      databaseAway = true;
      return refused(index, entry, List.of(told(passing.document().detail())));
    }
  }

  private static FieldProblem told(String detail) {
    return new FieldProblem("webhook", detail, "Import the file again once that is settled.");
  }

  private static FieldProblem notTried() {
    return new FieldProblem(
        "webhook",
        "was not tried, because the database did not answer",
        "Import the file again; what is here already stays as it is.");
  }

  /** Returns the webhook that an entry stands for, or null for a new one. */
  private @Nullable StoredWebhook same(ImportEntry entry, WebhookRequest request) {
    List<StoredWebhook> free =
        existing.stream().filter(stored -> !taken.contains(stored.webhook().id())).toList();
    for (StoredWebhook stored : free) {
      if (stored.webhook().id().equals(entry.id())) {
        return stored;
      }
    }
    String name = request.name() == null ? "" : request.name().strip();
    List<StoredWebhook> named =
        free.stream().filter(stored -> stored.webhook().settings().name().equals(name)).toList();
    if (named.size() > 1) {
      throw ProblemException.invalid(
          "name",
          "is the name of %d webhooks here".formatted(named.size()),
          "Give the others another name, or write the id of the one that is meant.");
    }
    return named.isEmpty() ? null : named.getFirst();
  }

  private ImportReport.Line made(int index, ImportEntry entry, WebhookRequest request) {
    WebhookSettings settings = checks.settings(clinic, request.draft(), "");
    if (existing.size() + created >= WebhookStore.MAXIMUM_PER_CLINIC) {
      throw ProblemException.invalid(
          "webhooks",
          "would be more than the %d that there may be".formatted(WebhookStore.MAXIMUM_PER_CLINIC),
          "Delete some, or let one serve several events.");
    }
    if (dryRun) {
      return line(index, entry, Result.CREATED, settings, null, null, null);
    }
    boolean brings = !entry.secrets().isEmpty();
    List<SigningSecret> secrets = brings ? entry.secrets() : List.of(SigningSecrets.newShared());
    StoredWebhook stored =
        webhooks.create(clinic, settings, secrets, caller, Map.of("from", "import"));
    return line(
        index,
        entry,
        Result.CREATED,
        settings,
        stored.webhook().id(),
        null,
        brings ? null : secrets.getFirst().value());
  }

  private ImportReport.Line changed(
      int index, ImportEntry entry, WebhookRequest request, StoredWebhook same) {
    UUID id = same.webhook().id();
    taken.add(id);
    WebhookEditing.requireReadable(same);
    WebhookSettings kept = same.webhook().settings();
    WebhookSettings wanted = checks.settings(clinic, request.draftKeeping(kept), "");
    List<String> fields =
        SettingChange.settings(
            SettingsComparison.between(kept.with(kept.name(), same.enabled()), wanted));
    if (fields.isEmpty()) {
      return line(index, entry, Result.UNCHANGED, wanted, id, null, null);
    }
    if (!dryRun) {
      webhooks.change(same, wanted, caller);
    }
    return line(index, entry, Result.CHANGED, wanted, id, fields, null);
  }

  private ImportReport.Line line(
      int index,
      ImportEntry entry,
      Result result,
      WebhookSettings settings,
      @Nullable UUID id,
      @Nullable List<String> fields,
      @Nullable String secret) {
    List<FieldProblem> warnings = checks.warnings(settings);
    return new ImportReport.Line(
        index,
        entry.name(),
        result,
        id,
        fields,
        null,
        warnings.isEmpty() ? null : warnings,
        notes(entry),
        secret);
  }

  private static ImportReport.Line refused(
      int index, ImportEntry entry, List<FieldProblem> problems) {
    return new ImportReport.Line(
        index, entry.name(), Result.REFUSED, null, null, problems, null, notes(entry), null);
  }

  private static @Nullable List<ImportNote> notes(ImportEntry entry) {
    return entry.notes().isEmpty() ? null : entry.notes();
  }
}
