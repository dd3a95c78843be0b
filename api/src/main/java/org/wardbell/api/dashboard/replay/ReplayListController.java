package org.wardbell.api.dashboard.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.frame.NamedView;
import org.wardbell.api.delivery.ReplayCommands;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.delivery.ReplayStatus;

/** The list of replays. */
@Controller
class ReplayListController {
  static final String PATH = "/replays";
  static final String REMOVED_WEBHOOK = "a removed webhook";

  /** Replays on a page: a screen. */
  private static final int ROWS = 30;

  private final DSLContext database;
  private final ReplayCommands replays;
  private final Cursors cursors;

  ReplayListController(DSLContext database, ReplayCommands replays, Cursors cursors) {
    this.database = database;
    this.replays = replays;
    this.cursors = cursors;
  }

  @GetMapping(PATH)
  @Needs(Role.READER)
  String show(
      @RequestParam(name = "webhook_id", required = false) @Nullable String webhook,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      Model model) {
    FieldChecks checks = new FieldChecks();
    UUID ofWebhook = checks.optionalId("webhook_id", Addresses.typed(webhook));
    ReplayStatus inState =
        checks.optionalConstant("status", Addresses.typed(status), ReplayStatus.class);
    checks.orThrow();
    PageRequest request = cursors.request(ROWS, cursor, caller, "all_replays");
    List<KeptReplay> found =
        replays.list(caller.clinicId(), ofWebhook, inState, request.afterNumber(), request.rows());
    Map<UUID, String> names =
        WebhookNames.of(database, found.stream().map(KeptReplay::webhookId).toList());
    Page<ReplaysPage.Row> page =
        request.page(found, each -> Long.toString(each.number()), each -> row(each, names));
    model.addAttribute(
        "page",
        new ReplaysPage(
            ofWebhook,
            ofWebhook != null || inState != null,
            views(ofWebhook, inState),
            page.data(),
            page.nextCursor() == null ? null : address(ofWebhook, inState, page.nextCursor()),
            cursor == null ? null : address(ofWebhook, inState, null)));
    return "replay/replays";
  }

  private static List<NamedView> views(@Nullable UUID webhook, @Nullable ReplayStatus shown) {
    List<NamedView> views = new ArrayList<>();
    views.add(new NamedView("All", address(webhook, null, null), shown == null));
    for (ReplayStatus each : ReplayStatus.values()) {
      views.add(new NamedView(name(each), address(webhook, each, null), each == shown));
    }
    return views;
  }

  private static String name(ReplayStatus status) {
    return switch (status) {
      case RUNNING -> "Running";
      case PAUSED -> "Paused";
      case CANCELLED -> "Cancelled";
      case DONE -> "Done";
    };
  }

  private static String address(
      @Nullable UUID webhook, @Nullable ReplayStatus status, @Nullable String cursor) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Addresses.put(parameters, "webhook_id", webhook == null ? null : webhook.toString());
    Addresses.put(parameters, "status", status == null ? null : status.name());
    Addresses.put(parameters, "cursor", cursor);
    return Addresses.of(PATH, parameters);
  }

  private static ReplaysPage.Row row(KeptReplay replay, Map<UUID, String> names) {
    return new ReplaysPage.Row(
        replay.id(),
        replay.clinicId(),
        replay.createdAt(),
        names.getOrDefault(replay.webhookId(), REMOVED_WEBHOOK),
        ReplayWords.selection(replay.selection()),
        ReplayWords.of(replay),
        replay.estimate(),
        replay.delivered(),
        replay.failed());
  }
}
