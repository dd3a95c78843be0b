package org.wardbell.api.dashboard.delivery;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.logjob.ExportDownload;
import org.wardbell.api.logjob.LogJobCommands;

/** The pages of jobs on the log: exports with their files, removals, resends and cancellations. */
@Controller
@RequestMapping(DeliveriesFilter.PATH)
class JobController {
  /** Newest jobs of a kind on the list. */
  private static final int SHOWN = 20;

  private final LogJobCommands jobs;
  private final ExportDownload download;
  private final JobGoals goals;

  JobController(LogJobCommands jobs, ExportDownload download, JobGoals goals) {
    this.goals = goals;
    this.jobs = jobs;
    this.download = download;
  }

  @GetMapping("/jobs")
  @Needs(Role.READER)
  String list(Caller caller, Model model) {
    model.addAttribute("exports", newest(LogJobKind.EXPORT, caller));
    model.addAttribute("removals", newest(LogJobKind.REMOVAL, caller));
    model.addAttribute("resends", newest(LogJobKind.RESEND, caller));
    model.addAttribute("cancellations", newest(LogJobKind.CANCEL, caller));
    return "delivery/jobs";
  }

  private List<JobPage> newest(LogJobKind kind, Caller caller) {
    return jobs.list(kind, null, null, SHOWN, caller, job -> goals.page(job, caller)).data();
  }

  @GetMapping("/exports/{id}")
  @Needs(Role.READER)
  String export(@PathVariable UUID id, Caller caller, Model model) {
    return page(LogJobKind.EXPORT, id, caller, model, "delivery/job");
  }

  /** Returns the part of an export's page that moves. */
  @GetMapping("/exports/{id}/progress")
  @Needs(Role.READER)
  String exportProgress(@PathVariable UUID id, Caller caller, Model model) {
    return page(LogJobKind.EXPORT, id, caller, model, "delivery/jobProgress");
  }

  @GetMapping("/exports/{id}/file")
  @Needs(Role.READER)
  void file(@PathVariable UUID id, Caller caller, HttpServletResponse response) throws IOException {
    download.send(jobs.visible(LogJobKind.EXPORT, id, caller), caller, response);
  }

  @PostMapping("/exports/{id}/cancel")
  @Needs(Role.WRITER)
  String cancelExport(@PathVariable UUID id, Caller caller) {
    return to(LogJobKind.EXPORT, id, caller);
  }

  @GetMapping("/removals/{id}")
  @Needs(Role.READER)
  String removal(@PathVariable UUID id, Caller caller, Model model) {
    return page(LogJobKind.REMOVAL, id, caller, model, "delivery/job");
  }

  /** Returns the part of a removal's page that moves. */
  @GetMapping("/removals/{id}/progress")
  @Needs(Role.READER)
  String removalProgress(@PathVariable UUID id, Caller caller, Model model) {
    return page(LogJobKind.REMOVAL, id, caller, model, "delivery/jobProgress");
  }

  @PostMapping("/removals/{id}/cancel")
  @Needs(Role.ADMIN)
  String cancelRemoval(@PathVariable UUID id, Caller caller) {
    return to(LogJobKind.REMOVAL, id, caller);
  }

  @GetMapping("/resends/{id}")
  @Needs(Role.READER)
  String resend(@PathVariable UUID id, Caller caller, Model model) {
    return page(LogJobKind.RESEND, id, caller, model, "delivery/job");
  }

  /** Returns the part of a resend's page that moves. */
  @GetMapping("/resends/{id}/progress")
  @Needs(Role.READER)
  String resendProgress(@PathVariable UUID id, Caller caller, Model model) {
    return page(LogJobKind.RESEND, id, caller, model, "delivery/jobProgress");
  }

  @PostMapping("/resends/{id}/cancel")
  @Needs(Role.WRITER)
  String cancelResend(@PathVariable UUID id, Caller caller) {
    return to(LogJobKind.RESEND, id, caller);
  }

  @GetMapping("/cancellations/{id}")
  @Needs(Role.READER)
  String cancellation(@PathVariable UUID id, Caller caller, Model model) {
    return page(LogJobKind.CANCEL, id, caller, model, "delivery/job");
  }

  /** Returns the part of a cancellation's page that moves. */
  @GetMapping("/cancellations/{id}/progress")
  @Needs(Role.READER)
  String cancellationProgress(@PathVariable UUID id, Caller caller, Model model) {
    return page(LogJobKind.CANCEL, id, caller, model, "delivery/jobProgress");
  }

  @PostMapping("/cancellations/{id}/cancel")
  @Needs(Role.WRITER)
  String cancelCancellation(@PathVariable UUID id, Caller caller) {
    return to(LogJobKind.CANCEL, id, caller);
  }

  private String page(LogJobKind kind, UUID id, Caller caller, Model model, String template) {
    model.addAttribute("page", goals.page(jobs.visible(kind, id, caller), caller));
    return template;
  }

  private String to(LogJobKind kind, UUID id, Caller caller) {
    return "redirect:" + JobPage.address(jobs.cancel(jobs.visible(kind, id, caller), caller));
  }
}
