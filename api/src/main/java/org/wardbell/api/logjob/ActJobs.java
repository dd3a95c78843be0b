package org.wardbell.api.logjob;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.activities.logjob.NewLogJob;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.FieldChecks;

/** The beginning of jobs that act on a clinic's deliveries: removals, resends, cancellations. */
@Component
final class ActJobs {
  private final LogJobCommands jobs;
  private final RequestedSelection selections;
  private final RequestedClinic clinics;

  ActJobs(LogJobCommands jobs, RequestedSelection selections, RequestedClinic clinics) {
    this.jobs = jobs;
    this.selections = selections;
    this.clinics = clinics;
  }

  /** Begins a job with what a request selects: at least one filter, in one clinic. */
  KeptLogJob begin(LogJobKind kind, DeliverySelectionRequest request, Caller caller) {
    FieldChecks checks = new FieldChecks();
    UUID clinic =
        clinics.named(
            caller, request.clinicId(), "Name the clinic whose deliveries are meant.", checks);
    RequestedSelection.requireAny(request.fields(), checks);
    checks.orThrow();
    LogSelection selection =
        selections.of(request.fields(), LogRecords.DELIVERIES, caller, clinic, checks);
    checks.orThrow();
    return jobs.begin(NewLogJob.act(kind, clinic, selection, caller.actor()), caller);
  }
}
