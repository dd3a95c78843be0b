package org.wardbell.api.dashboard.settings.audit;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.audit.AuditFilter;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.clinic.AuditReads;
import org.wardbell.api.clinic.AuditVerificationView;
import org.wardbell.api.clinic.AuditView;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;

/** The audit trail, and the button that checks its chain. */
@Controller
@RequestMapping(AuditQuestion.PATH)
class AuditPageController {
  /** Rows on a page: some screens, and one query of a few milliseconds. */
  private static final int ROWS = 50;

  private final AuditReads reads;
  private final Cursors cursors;

  AuditPageController(AuditReads reads, Cursors cursors) {
    this.reads = reads;
    this.cursors = cursors;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String show(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String target,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    AuditQuestion question =
        new AuditQuestion(
            Addresses.typed(actor),
            Addresses.typed(action),
            Addresses.typed(target),
            Addresses.typed(from),
            Addresses.typed(to));
    return page(question, cursor, null, caller, signedIn, model);
  }

  /** Looks through the chain as far as one look goes, from the beginning or where another ended. */
  @PostMapping("/check")
  @Needs(value = Role.ADMIN, installation = true)
  String check(
      @RequestParam(required = false) @Nullable Long after,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    AuditVerificationView found = reads.verify(after, null, null, caller);
    return page(AuditQuestion.ANY, null, found, caller, signedIn, model);
  }

  private String page(
      AuditQuestion question,
      @Nullable String cursor,
      @Nullable AuditVerificationView check,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    ZoneId zone = signedIn.person().properties().timeZone();
    AuditFilter filter =
        AuditReads.filter(
            caller,
            null,
            question.actor(),
            question.action(),
            question.target(),
            Addresses.moment(question.from(), zone),
            Addresses.moment(question.to(), zone));
    PageRequest request = cursors.request(ROWS, cursor, caller, "audit");
    Page<AuditView> page =
        request.page(
            reads.list(filter, request.afterNumber(), request.rows(), caller),
            entry -> Long.toString(entry.number()),
            entry -> AuditView.of(entry, caller));
    model.addAttribute(
        "page",
        new AuditPage(
            question,
            page.data(),
            page.nextCursor() == null ? null : question.address(page.nextCursor()),
            cursor == null ? null : question.address(null),
            check));
    return "settings/audit";
  }
}
