package org.wardbell.workflows.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCatalogueTest {
  private static final CatalogueModule BILLING = new CatalogueModule("billing", "Billing");
  private static final CatalogueVariable ID = new CatalogueVariable("bill_id", 1, true);
  private static final CatalogueVariable TITLE = new CatalogueVariable("bill_title", "x", true);
  private static final EventType PAID =
      new EventType("bill.paid", "billing", "Paid", List.of("kc_bill_paid"), List.of("bill_id"));
  private static final EventType UNPAID =
      new EventType("bill.unpaid", "billing", "Unpaid", List.of(), List.of("bill_title"));

  private final EventCatalogue catalogue =
      new EventCatalogue(List.of(BILLING), List.of(PAID, UNPAID), List.of(ID, TITLE));

  @ParameterizedTest
  @CsvSource({
    "bill.paid,bill.paid,true",
    "bill.*,bill.paid,true",
    "*,bill.paid,true",
    "bill.*,billing.paid,false",
    "bill.*,bill.,false",
    "bill.*,bill,false",
    "bill.p*,bill.paid,false",
    "bill.paid,bill.unpaid,false",
    "Bill.paid,bill.paid,false",
    ".*,bill.paid,false"
  })
  void subscription_pattern_fitsOnlyWhatItSays(String pattern, String type, boolean fits) {
    assertThat(Subscription.matches(pattern, type)).isEqualTo(fits);
    assertThat(new Subscription(List.of("x.y", pattern)).matches(type)).isEqualTo(fits);
  }

  @Test
  void canonicalPattern_aliasOrWildcard_isWhatMatches() {
    assertThat(catalogue.canonicalPattern("kc_bill_paid")).isEqualTo("bill.paid");
    assertThat(catalogue.canonicalPattern("bill.*")).isEqualTo("bill.*");
    assertThat(catalogue.canonicalPattern("*")).isEqualTo("*");
    assertThat(catalogue.canonicalPattern("bills.*")).isNull();
    assertThat(catalogue.canonicalPattern("bill.lost")).isNull();
  }

  @Test
  void near_typingError_isTheTypeMeant() {
    assertThat(catalogue.near("bill.payd")).containsExactly("bill.paid", "bill.unpaid");
    assertThat(catalogue.near("kc_bil_paid")).contains("bill.paid");
    assertThat(catalogue.near("weather")).isEmpty();
  }

  @Test
  void variables_ofSeveralPatterns_areTheUnion() {
    assertThat(catalogue.variables(List.of("bill.paid"))).containsExactly("bill_id");
    assertThat(catalogue.variables(List.of("bill.*"))).containsExactly("bill_id", "bill_title");
    assertThat(catalogue.variables(List.of())).isEmpty();
  }

  @Test
  void catalogue_thatContradictsItself_isRefused() {
    EventType twice = new EventType("bill.sent", "billing", "x", List.of("bill.paid"), List.of());
    EventType lost = new EventType("bill.sent", "nowhere", "x", List.of(), List.of());
    EventType vague = new EventType("bill.sent", "billing", "x", List.of(), List.of("bill_hue"));

    for (EventType wrong : List.of(twice, lost, vague)) {
      assertThatThrownBy(
              () -> new EventCatalogue(List.of(BILLING), List.of(PAID, wrong), List.of(ID)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
