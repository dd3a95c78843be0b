package org.wardbell.api.dashboard.webhook;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.frame.PagePaths;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.transfer.BulkView;
import org.wardbell.api.transfer.WebhookBulk;
import org.wardbell.api.webhook.figures.WebhookFigures;

/**
 * The buttons of the list: on, off and delete, for one webhook or for many. What can be taken back
 * is done at once; what ends something asks first, and says how much it ends.
 */
@Controller
class WebhookBulkController {
  /** An address with more ids would grow too long. */
  private static final int NAMED_IN_ADDRESS = 50;

  private final DSLContext database;
  private final WebhookBulk bulk;
  private final WebhookFigures figures;
  private final ListedWebhooks listed;

  WebhookBulkController(
      DSLContext database, WebhookBulk bulk, WebhookFigures figures, ListedWebhooks listed) {
    this.database = database;
    this.bulk = bulk;
    this.figures = figures;
    this.listed = listed;
  }

  @PostMapping(WebhookFilter.PATH + "/change")
  @Needs(Role.ADMIN)
  String change(
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(name = "id", required = false) @Nullable List<UUID> ticked,
      @RequestParam(required = false) @Nullable String all,
      @RequestParam(required = false) @Nullable UUID enable,
      @RequestParam(required = false) @Nullable UUID disable,
      @RequestParam(required = false) @Nullable String confirmed,
      @RequestParam(required = false) @Nullable String typed,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String event,
      HttpServletResponse response,
      Caller caller,
      Model model) {
    WebhookFilter filter = WebhookFilter.of(name, state, event);
    UUID single = enable == null ? disable : enable;
    WebhookBulk.Action wanted =
        enable != null
            ? WebhookBulk.Action.ENABLE
            : disable != null ? WebhookBulk.Action.DISABLE : action(action);
    List<UUID> chosen = all == null ? ticked : listed.matching(filter, caller);
    Map<UUID, String> names =
        visible(single != null ? List.of(single) : chosen == null ? List.of() : chosen, caller);
    if (names.isEmpty()) {
      if (single != null || chosen != null) {
        throw ProblemException.notFound("webhook");
      }
      return "redirect:" + filter.address(Map.of("done", WebhookListPage.NOTHING_CHOSEN));
    }
    List<UUID> ids = List.copyOf(names.keySet());
    int open = wanted == WebhookBulk.Action.ENABLE ? 0 : figures.open(ids);
    BulkPage question = question(wanted, ids, names, open, null, filter, to);
    boolean asks = question.deletes() || open > 0;
    if (asks && confirmed == null) {
      model.addAttribute("page", question);
      return "webhook/question";
    }
    if (question.isTyped()
        && !Integer.toString(ids.size()).equals(typed == null ? "" : typed.strip())) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      String problem = "Type " + ids.size() + ", the number of webhooks, to delete them.";
      model.addAttribute("page", question(wanted, ids, names, open, problem, filter, to));
      return "webhook/question";
    }
    return "redirect:" + after(wanted, bulk.change(wanted, ids, caller), filter, to);
  }

  private static WebhookBulk.Action action(@Nullable String word) {
    for (WebhookBulk.Action each : WebhookBulk.Action.values()) {
      if (word(each).equals(word)) {
        return each;
      }
    }
    throw ProblemException.invalid(
        "action", "is none that there is", "Use the buttons of the list of webhooks.");
  }

  private static String word(WebhookBulk.Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static BulkPage question(
      WebhookBulk.Action action,
      List<UUID> ids,
      Map<UUID, String> names,
      int open,
      @Nullable String problem,
      WebhookFilter filter,
      @Nullable String to) {
    return new BulkPage(
        word(action),
        ids,
        names.values().stream().limit(BulkPage.NAMED).toList(),
        open,
        problem,
        filter,
        to == null ? filter.address(Map.of()) : PagePaths.ofOurs(to),
        to);
  }

  /**
   * Returns the names of those that the caller sees; what others have is as if it did not exist.
   */
  private Map<UUID, String> visible(List<UUID> chosen, Caller caller) {
    Set<UUID> wanted =
        chosen.stream()
            .limit(WebhookBulk.MAXIMUM)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<UUID, String> known =
        caller.isInstallation()
            ? WebhookNames.of(database, wanted)
            : WebhookNames.existing(database, caller.clinicId(), WebhookStore.MAXIMUM_PER_CLINIC);
    Map<UUID, String> names = new LinkedHashMap<>();
    for (UUID id : wanted) {
      String name = known.get(id);
      if (name != null) {
        names.put(id, name);
      }
    }
    return names;
  }

  private static String after(
      WebhookBulk.Action action, BulkView result, WebhookFilter filter, @Nullable String to) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("done", word(action));
    if (to != null && action != WebhookBulk.Action.DELETE) {
      return PagePaths.ofOurs(to) + "?done=" + word(action);
    }
    List<String> changed = new ArrayList<>();
    for (BulkView.Line line : result.results()) {
      if (line.result() == BulkView.Outcome.DONE) {
        changed.add(line.id());
      }
    }
    if (action == WebhookBulk.Action.DELETE || changed.size() > NAMED_IN_ADDRESS) {
      told.put("count", Integer.toString(result.done()));
    } else {
      told.put("of", String.join(",", changed));
    }
    if (result.failed() > 0) {
      told.put("failed", Integer.toString(result.failed()));
    }
    return filter.address(told);
  }
}
