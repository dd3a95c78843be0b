package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.workflows.event.CatalogueVariable;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;

class CatalogueFileTest {
  private final EventCatalogue catalogue = CatalogueFile.load();

  @ParameterizedTest
  @CsvSource({
    "kc_appointment_book,appointment.booked",
    "kc_after_create_appointment,appointment.booked",
    "kc_appointment_status_update,appointment.status_changed",
    "kivicare_patient_registered,patient.registered",
    "kc_receptionist_register,receptionist.added",
    "kcpro_clinic_delete,clinic.removed",
    "kc_before_delete_encounter,encounter.deleted",
    "kivicare_after_update_bill,bill.updated",
    "kc_prescription_add,prescription.added",
    "kc_service_delete,service.deleted",
    "webhook.disabled,webhook.disabled"
  })
  void canonical_everyNameKiviCareUsed_isKnown(String name, String type) {
    assertThat(catalogue.canonical(name)).isEqualTo(type);
  }

  @Test
  void types_areThoseOfKiviCareAndOurOwn() {
    assertThat(catalogue.types()).hasSize(52);
    assertThat(catalogue.types().stream().mapToInt(type -> type.aliases().size()).sum())
        .isEqualTo(48);
    assertThat(catalogue.types())
        .extracting(EventType::type)
        .allMatch(t -> t.matches("[a-z]+\\.[a-z_]+"));
  }

  @Test
  void variables_ofEveryType_includeTheCommonOnesAndNoCredential() {
    for (EventType type : catalogue.types()) {
      assertThat(type.variables()).contains("event_id", "clinic_name", "timestamp");
      assertThat(type.variables()).noneMatch(name -> name.contains("zoom") || name.contains("key"));
    }
  }

  @Test
  void variables_ofADeletion_areItsIdAndTheCommonOnes() {
    assertThat(catalogue.variables(List.of("patient.deleted")))
        .contains("patient_id", "event_id")
        .doesNotContain("patient_email", "appointment_id");
  }

  @Test
  void variables_ofPatients_arePhiWithSamples() {
    assertThat(catalogue.variables())
        .filteredOn(variable -> variable.name().startsWith("patient_"))
        .hasSizeGreaterThan(15)
        .allMatch(CatalogueVariable::phi);
    assertThat(catalogue.variable("bill_items").sample()).isInstanceOf(List.class);
  }

  @Test
  void variables_describedButUnused_areOnlyTheAttempt() {
    var used = catalogue.variables(List.of("*"));

    assertThat(catalogue.variables())
        .extracting(CatalogueVariable::name)
        .filteredOn(name -> !used.contains(name))
        .containsExactly("attempt");
  }

  @Test
  void eventName_isKiviCaresKeyOrTheType() {
    assertThat(catalogue.eventName("appointment.cancelled")).isEqualTo("kc_appointment_cancel");
    assertThat(catalogue.eventName("appointment.started")).isEqualTo("appointment.started");
    assertThat(catalogue.module("bill.paid")).isEqualTo("billing");
  }
}
