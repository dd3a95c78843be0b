package org.wardbell.workflows.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DerivedEventIdTest {
  private static final UUID ZERO = new UUID(0, 0);

  /** Computed by another program: the first 16 bytes of the text's SHA-256, RFC 4648 section 7. */
  @Test
  void of_knownIds_isBase32HexOfTheirHash() {
    assertThat(DerivedEventId.of(ZERO, ZERO, 0)).isEqualTo("9ei46ln74614tktj30r5qrpi8g");
    assertThat(DerivedEventId.of(ZERO, ZERO, 1)).isEqualTo("cbnh971buek9p2o3v0i6pqvsuo");
    assertThat(DerivedEventId.of(new UUID(-1, -1), new UUID(0, 1), 0))
        .isEqualTo("0n0imt47nmug66l050s8bv3n3k");
  }

  @Property
  void of_anyId_isWhatGoogleAllows_andEachGenerationIsAnother(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(max = 65_535) int generation) {
    String id = DerivedEventId.of(new UUID(high, low), ZERO, generation);
    assertThat(id).matches("[a-v0-9]{26}");
    assertThat(DerivedEventId.of(new UUID(high, low), ZERO, generation + 1)).isNotEqualTo(id);
    assertThat(DerivedEventId.of(new UUID(high, low), new UUID(0, 1), generation)).isNotEqualTo(id);
  }
}
