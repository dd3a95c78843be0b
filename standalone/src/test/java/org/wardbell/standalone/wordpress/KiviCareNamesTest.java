package org.wardbell.standalone.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests that the plugin listens to every name that the catalogue has for an event. */
class KiviCareNamesTest {
  @Test
  void hooks_ofThePlugin_areTheAliasesOfTheCatalogue() {
    assertThat(KiviCareNames.ofTheCatalogue())
        .hasSizeGreaterThan(40)
        .containsEntry("kc_appointment_book", "appointment.booked");
    assertThat(KiviCareNames.ofThePlugin()).isEqualTo(KiviCareNames.ofTheCatalogue());
  }
}
