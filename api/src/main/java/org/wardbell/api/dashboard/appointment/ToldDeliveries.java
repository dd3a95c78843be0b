package org.wardbell.api.dashboard.appointment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.api.dashboard.delivery.DeliveriesPage;
import org.wardbell.api.dashboard.delivery.DeliveryRows;
import org.wardbell.workflows.appointment.Appointment;

/** The deliveries by which an appointment's events were told. */
@Component
final class ToldDeliveries {
  /** The newest; the list of deliveries has the others. */
  private static final int TOLD = 100;

  private final EventQuery events;
  private final DeliveryListQuery deliveries;
  private final DeliveryRows rows;

  ToldDeliveries(EventQuery events, DeliveryListQuery deliveries, DeliveryRows rows) {
    this.events = events;
    this.deliveries = deliveries;
    this.rows = rows;
  }

  /**
   * Returns them, newest first. Our events name the appointment by our id, those that the clinic's
   * system posts by its own.
   */
  List<DeliveriesPage.Row> of(Appointment appointment) {
    List<KeptDelivery> told = new ArrayList<>(of(appointment, appointment.id().toString()));
    if (appointment.externalId() != null) {
      told.addAll(of(appointment, appointment.externalId()));
    }
    return rows.of(
        told.stream()
            .sorted(Comparator.comparingLong(KeptDelivery::number).reversed())
            .limit(TOLD)
            .toList());
  }

  private List<KeptDelivery> of(Appointment appointment, String id) {
    byte[] subject = events.subjectFingerprint(appointment.clinicId(), "appointment/" + id);
    return deliveries
        .list(new DeliveryFilter(appointment.clinicId(), null, null, subject, null, null), TOLD)
        .deliveries();
  }
}
