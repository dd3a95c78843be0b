package org.wardbell.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestRequestTest {
  @Test
  void names_methodsAndProperties_areToldApart() {
    TestRequest request =
        TestRequest.of(List.of("OneTest", "-Da=b", "x.OtherTest#run*")).orElseThrow();
    assertThat(request.fast()).isFalse();
    assertThat(request.properties()).containsExactly("-Da=b");
    assertThat(request.selections())
        .containsExactly(
            new TestRequest.Selection("OneTest", Optional.empty()),
            new TestRequest.Selection("x.OtherTest", Optional.of("run*")));
  }

  @Test
  void help_amongOtherArguments_asksForTheExplanation() {
    assertThat(TestRequest.of(List.of("OneTest", "--help"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', Name a test class",
    "-Da=b, Name a test class",
    "--quick, There is no option --quick",
    "--fast OneTest, --fast goes without names"
  })
  void arguments_thatSayNothing_areRefusedWithTheUsage(String arguments, String sentence) {
    List<String> all = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
    assertThatThrownBy(() -> TestRequest.of(all))
        .isInstanceOf(QuickTestException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("./wardbell test SignaturesTest");
  }
}
