package org.wardbell.workflows.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnTypesTest {
  private static final EventCatalogue BUILT_IN =
      new EventCatalogue(
          List.of(new CatalogueModule("patient", "Patients")),
          List.of(
              new EventType(
                  "patient.updated",
                  "patient",
                  "Updated",
                  List.of("kc_patient_update"),
                  List.of("id", "name")),
              new EventType("patient.deleted", "patient", "Deleted", List.of(), List.of("id"))),
          List.of(
              new CatalogueVariable("id", 1, false), new CatalogueVariable("name", "Zoë", true)));

  private static final EventType XRAY =
      new EventType("custom.xray", "radiology", "X-ray", List.of(), List.of("id", "finding"));

  @Test
  void ownType_isKnownBesideTheBuiltIn() {
    EventCatalogue catalogue =
        BUILT_IN.with(
            List.of(XRAY), List.of(new CatalogueVariable("finding", "clear", true)), false);

    assertThat(catalogue.canonical("custom.xray")).isEqualTo("custom.xray");
    assertThat(catalogue.canonical("kc_patient_update")).isEqualTo("patient.updated");
    assertThat(catalogue.canonicalPattern("custom.*")).isEqualTo("custom.*");
    assertThat(catalogue.variables(List.of("custom.*"))).containsExactly("id", "finding");
    assertThat(catalogue.modules())
        .extracting(CatalogueModule::name)
        .containsExactly("patient", "radiology");
    assertThat(BUILT_IN.canonical("custom.xray")).isNull();
  }

  @Test
  void builtInType_winsOverAnOwnOneOfItsName() {
    EventType own = new EventType("patient.updated", "mine", "Mine", List.of(), List.of());
    EventType alias = new EventType("kc_patient_update", "mine", "Mine", List.of(), List.of());

    EventCatalogue catalogue = BUILT_IN.with(List.of(own, alias), List.of(), false);

    assertThat(catalogue.module("patient.updated")).isEqualTo("patient");
    assertThat(catalogue.canonical("kc_patient_update")).isEqualTo("patient.updated");
  }

  @Test
  void openCatalogue_knowsEveryCustomNameAndNoOther() {
    EventCatalogue open = BUILT_IN.with(List.of(), List.of(), true);

    assertThat(open.canonical("custom.anything")).isEqualTo("custom.anything");
    assertThat(open.canonicalPattern("custom.*")).isEqualTo("custom.*");
    assertThat(open.variables(List.of("custom.anything"))).containsExactly("id");
    assertThat(open.canonical("custom.Any thing")).isNull();
    assertThat(open.canonical("other.anything")).isNull();
    assertThat(BUILT_IN.canonicalPattern("custom.*")).isNull();
  }
}
