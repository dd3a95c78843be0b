package org.wardbell.api.dashboard.replay;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.delivery.ReplayCommands;

/** The page of one replay, its progress and its buttons. */
@Controller
@RequestMapping(ReplayListController.PATH + "/{id}")
class ReplayController {
  private final DSLContext database;
  private final ReplayCommands replays;

  ReplayController(DSLContext database, ReplayCommands replays) {
    this.database = database;
    this.replays = replays;
  }

  @GetMapping
  @Needs(Role.READER)
  String show(@PathVariable UUID id, Caller caller, Model model) {
    model.addAttribute("page", page(replays.visible(id, caller)));
    return "replay/replay";
  }

  /** Returns the part of the page that moves. */
  @GetMapping("/progress")
  @Needs(Role.READER)
  String progress(@PathVariable UUID id, Caller caller, Model model) {
    model.addAttribute("page", page(replays.visible(id, caller)));
    return "replay/progress";
  }

  @PostMapping("/pause")
  @Needs(Role.ADMIN)
  String pause(@PathVariable UUID id, Caller caller) {
    return to(replays.pause(replays.visible(id, caller), caller));
  }

  @PostMapping("/resume")
  @Needs(Role.ADMIN)
  String resume(@PathVariable UUID id, Caller caller) {
    return to(replays.resume(replays.visible(id, caller), caller));
  }

  @PostMapping("/cancel")
  @Needs(Role.ADMIN)
  String cancel(@PathVariable UUID id, Caller caller) {
    return to(replays.cancel(replays.visible(id, caller), caller));
  }

  private static String to(KeptReplay replay) {
    return "redirect:" + ReplayListController.PATH + "/" + replay.id();
  }

  private ReplayPage page(KeptReplay replay) {
    Map<String, String> filter = new LinkedHashMap<>();
    filter.put("webhook_id", replay.webhookId().toString());
    filter.put("trigger", "replay");
    filter.put("from", replay.createdAt().toString());
    return new ReplayPage(
        replay,
        WebhookNames.of(database, List.of(replay.webhookId()))
            .getOrDefault(replay.webhookId(), ReplayListController.REMOVED_WEBHOOK),
        Addresses.of("/deliveries", filter),
        Instant.now());
  }
}
