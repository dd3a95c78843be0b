package org.wardbell.workflows.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTextTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example/in,https://a.example/other?x=1,true",
    "https://A.example:443,https://a.example/,true",
    "http://a.example:80/x,http://a.example,true",
    "https://a.example/{{patient_id}},https://a.example/y,true",
    "https://a.example,http://a.example,false",
    "https://a.example,https://a.example:8443,false",
    "https://a.example:80,https://a.example,false",
    "https://a.example,https://b.example,false",
    "https://a.example.evil.example,https://a.example,false",
    "https://a.example{{x}}/y,https://a.example{{z}}/y,false"
  })
  void of_schemeHostAndPort_areTheServer(String one, String other, boolean same) {
    assertThat(ServerText.of(one).equals(ServerText.of(other))).isEqualTo(same);
  }
}
