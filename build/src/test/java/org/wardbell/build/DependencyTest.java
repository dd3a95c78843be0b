package org.wardbell.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyTest {
  private static final String LIST =
      """

      The following files have been resolved:
         org.wardbell:wardbell-workflows:jar:0.1.0-SNAPSHOT:compile:/house/workflows/target/classes
         io.temporal:temporal-sdk:jar:1.38.0:compile:/m2/temporal-sdk-1.38.0.jar -- module temporal.sdk (auto)
         io.grpc:grpc-util:jar:1.83.1:runtime:/m2/grpc-util-1.83.1.jar -- module io.grpc.util [auto]
         io.netty:netty-epoll:jar:linux-x86_64:4.2:test:/m2/netty-epoll-4.2-linux-x86_64.jar
         jakarta.xml.bind:jakarta.xml.bind-api:jar:4.0:provided (optional) :/m2/bind.jar
      """;

  private final List<Dependency> dependencies = Dependency.parse(LIST.lines());

  @Test
  void list_ofMaven_isReadWholeAndInItsOrder() {
    assertThat(dependencies)
        .containsExactly(
            dependency(
                "org.wardbell", "wardbell-workflows", "compile", "/house/workflows/target/classes"),
            dependency("io.temporal", "temporal-sdk", "compile", "/m2/temporal-sdk-1.38.0.jar"),
            dependency("io.grpc", "grpc-util", "runtime", "/m2/grpc-util-1.83.1.jar"),
            dependency("io.netty", "netty-epoll", "test", "/m2/netty-epoll-4.2-linux-x86_64.jar"),
            dependency("jakarta.xml.bind", "jakarta.xml.bind-api", "provided", "/m2/bind.jar"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, true, true",
    "1, false, true, true",
    "2, false, false, true",
    "3, false, false, false",
    "4, false, true, false"
  })
  void scope_ofADependency_saysWhatNeedsIt(
      int number, boolean room, boolean compilation, boolean product) {
    Dependency dependency = dependencies.get(number);
    assertThat(dependency.isRoom()).isEqualTo(room);
    assertThat(dependency.isForCompilation()).isEqualTo(compilation);
    assertThat(dependency.isForProduct()).isEqualTo(product);
  }

  private static Dependency dependency(String group, String artifact, String scope, String file) {
    return new Dependency(group, artifact, scope, Path.of(file));
  }
}
