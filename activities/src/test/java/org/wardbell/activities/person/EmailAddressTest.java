package org.wardbell.activities.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zo\u00eb.Meyer@M\u00fcller.example",
        " zoe\u0308.meyer@xn--mller-kva.EXAMPLE ",
        "ZO\u00cb.MEYER@m\u00dcller.example"
      })
  void address_howeverItIsTyped_isOne(String typed) {
    assertThat(EmailAddress.normalized(typed)).contains("zo\u00eb.meyer@xn--mller-kva.example");
  }

  @Test
  void address_withATag_isAnother() {
    assertThat(EmailAddress.normalized("ann+x@clinic.example"))
        .isNotEqualTo(EmailAddress.normalized("ann@clinic.example"))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "@clinic.example",
        "ann@clinic",
        "ann@@clinic.example",
        "a nn@clinic.example",
        "Ann <ann@clinic.example>",
        "ann@clinic.example, bob@clinic.example",
        "ann@-.example.-",
        "ann@clinic..example"
      })
  void text_thatIsNoAddress_isRefused(String typed) {
    assertThat(EmailAddress.normalized(typed)).isEmpty();
  }

  @Test
  void address_thatIsTooLong_isRefused() {
    assertThat(EmailAddress.normalized("a".repeat(242) + "@clinic.example")).isEmpty();
  }
}
