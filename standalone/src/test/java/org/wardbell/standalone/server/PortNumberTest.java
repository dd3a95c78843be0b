package org.wardbell.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PortNumberTest {
  private final PortNumber ports = new PortNumber();

  @Test
  void number_ofAPort_isTaken() {
    assertThat(ports.convert("0")).isZero();
    assertThat(ports.convert("65535")).isEqualTo(65_535);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "99999999999", "http", ""})
  void number_ofNoPort_isRefusedInOneLine(String text) {
    assertThatThrownBy(() -> ports.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is no port; ports are 0 to 65535");
  }
}
