package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

@Tag("servers")
class SearchPageTest {
  private final String clinic = Clinics.make();
  private final People.SignedInPerson reader = People.make(clinic, "READER").signIn();

  private Call.Answer search(String words) {
    return Pages.send(reader.withoutToken("/search"), Map.of("csrf", reader.csrf(), "q", words));
  }

  @Test
  void search_leadsToTheOneThingThatIsFound() {
    String event = Clinics.event(clinic);

    assertThat(search(event).header("Location")).isEqualTo("/events/" + event);
    assertThat(search(" " + event.toUpperCase(java.util.Locale.ROOT)).header("Location"))
        .isEqualTo("/events/" + event);
  }

  @Test
  void search_findsNothingOfAnotherClinic() {
    String event = Clinics.event(Clinics.make());

    Call.Answer answer = search(event);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("Nothing is exactly that.");
  }

  @Test
  void search_ofNothing_isRefusedBesideItsField() {
    assertThat(search(" ").status()).isEqualTo(422);
    assertThat(reader.withoutToken("/search").get().status()).isEqualTo(200);
  }

  @Test
  void help_hasTheCatalogueOfCodes() {
    assertThat(reader.withoutToken("/help").get().text())
        .contains("connect_refused", "http_429", "def is_from_wardbell(");
  }
}
