package org.wardbell.workflows.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DerivedEventIdTest {
  /** By hand, from RFC 4648 section 7: 128 bits of zeros or ones and two padding bits. */
  @Test
  void of_knownIds_isBase32Hex() {
    assertThat(DerivedEventId.of(new UUID(0, 0))).isEqualTo("00000000000000000000000000");
    assertThat(DerivedEventId.of(new UUID(-1, -1))).isEqualTo("vvvvvvvvvvvvvvvvvvvvvvvvvs");
    assertThat(DerivedEventId.of(new UUID(0, 1))).isEqualTo("00000000000000000000000004");
  }

  @Property
  void of_anyId_isWhatGoogleAllows(@ForAll long high, @ForAll long low) {
    assertThat(DerivedEventId.of(new UUID(high, low))).matches("[a-v0-9]{26}");
  }
}
