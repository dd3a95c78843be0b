package org.wardbell.api.dashboard.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.delivery.AttemptWords;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.OutcomeAdvice;
import org.wardbell.workflows.delivery.TransportProblem;

/** The help: its codes and sentences are those of the product's own catalogue. */
@Controller
class HelpController {
  /** Answers that receivers often give; every other status is told with its attempt. */
  private static final List<Integer> STATUSES =
      List.of(
          301, 302, 400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 413, 415, 422, 425, 429, 500,
          501, 502, 503, 504);

  @GetMapping("/help")
  @Needs(value = Role.READER, person = true)
  String show(Model model) {
    Map<AttemptOutcome, List<HelpPage.Code>> byOutcome = new LinkedHashMap<>();
    for (TransportProblem problem : TransportProblem.values()) {
      byOutcome
          .computeIfAbsent(problem.outcome(), _ -> new ArrayList<>())
          .add(new HelpPage.Code(problem.code(), problem.advice()));
    }
    List<HelpPage.Group> groups = new ArrayList<>();
    groups.add(
        new HelpPage.Group(
            "The receiver answered",
            "refused",
            STATUSES.stream()
                .map(status -> "http_" + status)
                .map(code -> new HelpPage.Code(code, OutcomeAdvice.of(code, null)))
                .toList()));
    byOutcome.forEach(
        (outcome, codes) -> {
          AttemptWords words = AttemptWords.of(outcome);
          groups.add(new HelpPage.Group(words.verdict(), words.style(), codes));
        });
    model.addAttribute("page", new HelpPage(SignatureExample.all(), groups));
    return "help/help";
  }
}
