package org.wardbell.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.standalone.operations.OperationsFiles.map;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.wardbell.api.MigrateApplication;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart, as helm renders it. */
final class HelmChartTest {
  private static final Path CHART = OperationsFiles.folder().resolve("operations/helm/wardbell");

  /** Of a cluster that is asked for nothing; a helm from source would take an old one's version. */
  private static final List<String> TEMPLATE =
      List.of("template", "clinic", ".", "--kube-version=1.31.0");

  private static final List<String> LEAST =
      List.of(
          "--set=secretName=clinic-secret",
          "--set=database.url=jdbc:mysql://mysql:3306/wardbell",
          "--set=temporal.target=temporal:7233");

  private static final List<String> ALL =
      List.of(
          "--set=api.autoscaling.enabled=true",
          "--set=worker.autoscaling.enabled=true",
          "--set=worker.autoscaling.eventsWaiting=500",
          "--set=publicUrl=https://wardbell.example",
          "--set=tracing.endpoint=http://collector:4318",
          "--set=google.clientId=client",
          "--set=trustedProxies=10.0.0.0/8",
          "--set=allowedNetworks=192.168.7.0/24",
          "--set-string=settings.WARDBELL_SLOTS_DELIVERIES=800");

  @Test
  void chart_passesLint() {
    List<String> line = new ArrayList<>(List.of("lint", "--strict", "."));
    line.addAll(LEAST);

    GoProgram.End end = GoProgram.HELM.run(CHART, line.toArray(String[]::new));

    assertThat(end.code()).as(end.output()).isZero();
  }

  @Test
  void chart_withoutASecret_saysWhatIsMissing() {
    GoProgram.End end = GoProgram.HELM.run(CHART, TEMPLATE.toArray(String[]::new));

    assertThat(end.code()).isNotZero();
    assertThat(end.output()).contains("is missing");
  }

  @Test
  void value_thatIsNone_isRefused() {
    List<String> line = new ArrayList<>(TEMPLATE);
    line.addAll(LEAST);
    line.add("--set=worker.replica=3");

    assertThat(GoProgram.HELM.run(CHART, line.toArray(String[]::new)).code()).isNotZero();
  }

  @Test
  void objects_areThoseOfTwoProcessesAndAMigration() {
    assertThat(render(LEAST).stream().map(HelmChartTest::title))
        .containsExactlyInAnyOrder(
            "Deployment clinic-wardbell-api",
            "Deployment clinic-wardbell-worker",
            "Service clinic-wardbell-api",
            "PodDisruptionBudget clinic-wardbell-api",
            "PodDisruptionBudget clinic-wardbell-worker",
            "Job clinic-wardbell-migrate");
    assertThat(render(LEAST, ALL).stream().map(HelmChartTest::title))
        .contains(
            "HorizontalPodAutoscaler clinic-wardbell-api",
            "HorizontalPodAutoscaler clinic-wardbell-worker");
  }

  @Test
  void containers_mayDoLittle_andHaveLimits() {
    for (Map<?, ?> object : render(LEAST, ALL)) {
      if (object.get("spec") instanceof Map<?, ?> spec && spec.get("template") != null) {
        Map<?, ?> pod = map(map(spec, "template"), "spec");
        assertThat(map(pod, "securityContext").get("runAsNonRoot")).isEqualTo(true);
        assertThat(pod.get("automountServiceAccountToken")).isEqualTo(false);
        Map<?, ?> container = OperationsFiles.maps(pod, "containers").getFirst();
        Map<?, ?> security = map(container, "securityContext");
        assertThat(security.get("allowPrivilegeEscalation")).isEqualTo(false);
        assertThat(security.get("readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(map(security, "capabilities").get("drop")).isEqualTo(List.of("ALL"));
        assertThat(map(map(container, "resources"), "limits").get("memory")).isNotNull();
      }
    }
  }

  @Test
  void processes_changeNoTables_areProbed_andGetTheirSecretsFromTheSecret() {
    for (String name : List.of("api", "worker")) {
      Map<?, ?> deployment = object(render(LEAST), "Deployment clinic-wardbell-" + name);
      Map<?, ?> spec = map(deployment, "spec");
      assertThat(spec.get("replicas")).isEqualTo(2);
      Map<?, ?> container = container(deployment);
      assertThat(container.keySet().stream().map(Objects::toString))
          .contains("startupProbe", "livenessProbe", "readinessProbe");
      assertThat(variable(container, "WARDBELL_DATABASE_MIGRATE").get("value")).isEqualTo("false");
      assertThat(secretKey(variable(container, "WARDBELL_DATABASE_PASSWORD")))
          .isEqualTo("clinic-secret database-password");
      assertThat(map(map(spec, "template"), "spec").get("terminationGracePeriodSeconds"))
          .isEqualTo(75);
    }
    assertThat(
            map(object(render(LEAST, ALL), "Deployment clinic-wardbell-worker"), "spec")
                .containsKey("replicas"))
        .as("replicas beside an autoscaler would fight with it")
        .isFalse();
  }

  @Test
  void migration_runsBefore_withItsOwnAccount_andTheImagesOwnProgram() {
    Map<?, ?> job = object(render(LEAST), "Job clinic-wardbell-migrate");
    Map<?, ?> container = container(job);

    assertThat(map(map(job, "metadata"), "annotations").get("helm.sh/hook"))
        .isEqualTo("pre-install,pre-upgrade");
    assertThat((List<?>) container.get("command"))
        .last()
        .isEqualTo(MigrateApplication.class.getName());
    assertThat(variable(container, "WARDBELL_DATABASE_USER").get("value"))
        .isEqualTo("wardbell_owner");
    assertThat(secretKey(variable(container, "WARDBELL_DATABASE_PASSWORD")))
        .isEqualTo("clinic-secret migration-password");
  }

  @Test
  void selectorsAndTargets_fitThePods() {
    List<Map<?, ?>> objects = render(LEAST, ALL);
    for (Map<?, ?> object : objects) {
      Map<?, ?> spec = map(object, "spec");
      String kind = Objects.toString(object.get("kind"));
      if (kind.equals("HorizontalPodAutoscaler")) {
        assertThat(object(objects, "Deployment " + map(spec, "scaleTargetRef").get("name")))
            .isNotNull();
      } else if (kind.equals("Service")) {
        assertSelects(map(spec, "selector"), object(objects, title(object, "Deployment")));
      } else if (kind.equals("PodDisruptionBudget") || kind.equals("Deployment")) {
        assertSelects(
            map(map(spec, "selector"), "matchLabels"),
            object(objects, title(object, "Deployment")));
      }
    }
  }

  @Test
  void settings_areThoseOfTheDocument() {
    Set<String> documented = documentedSettings();
    for (Map<?, ?> object : render(LEAST, ALL)) {
      if (title(object).matches("(Deployment|Job) .*")) {
        assertThat(
                OperationsFiles.maps(container(object), "env").stream()
                    .map(variable -> Objects.toString(variable.get("name"))))
            .isSubsetOf(documented);
      }
    }
  }

  @Test
  void version_isTheProducts() {
    String pom = OperationsFiles.text("pom.xml");
    Object version =
        OperationsFiles.yaml(OperationsFiles.text("operations/helm/wardbell/Chart.yaml"))
            .get("appVersion");

    assertThat(pom)
        .containsPattern("<version>" + Pattern.quote(version + "") + "(-SNAPSHOT)?</version>");
  }

  /** Returns the settings of operating.md; a row may name several by their endings. */
  private static Set<String> documentedSettings() {
    Set<String> names = new TreeSet<>();
    Pattern row = Pattern.compile("(?m)^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\|");
    for (MatchResult found :
        row.matcher(OperationsFiles.text("docs/operating.md")).results().toList()) {
      String[] cells = found.group(1).replace("`", "").split(", ", -1);
      for (String cell : cells) {
        String prefix = cells[0];
        names.add(cell);
        // The endings follow a beginning of the first name.
        while (cell.startsWith("_") && prefix.contains("_")) {
          prefix = prefix.substring(0, prefix.lastIndexOf('_'));
          names.add(prefix + cell);
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(30);
    return names;
  }

  private static void assertSelects(Map<?, ?> selector, Map<?, ?> deployment) {
    Map<?, ?> labels = map(map(map(map(deployment, "spec"), "template"), "metadata"), "labels");
    assertThat(labels.entrySet().containsAll(selector.entrySet())).isTrue();
  }

  @SafeVarargs
  private static List<Map<?, ?>> render(List<String>... values) {
    List<String> line = new ArrayList<>(TEMPLATE);
    for (List<String> some : values) {
      line.addAll(some);
    }
    GoProgram.End end = GoProgram.HELM.run(CHART, line.toArray(String[]::new));
    assertThat(end.code()).as(end.output()).isZero();
    Iterable<Object> documents =
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(end.output());
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(Objects::nonNull)
        .<Map<?, ?>>map(document -> (Map<?, ?>) document)
        .toList();
  }

  private static Map<?, ?> object(List<Map<?, ?>> objects, String title) {
    return objects.stream().filter(each -> title(each).equals(title)).findFirst().orElseThrow();
  }

  private static String title(Map<?, ?> object) {
    return title(object, Objects.toString(object.get("kind")));
  }

  private static String title(Map<?, ?> object, String kind) {
    return kind + " " + map(object, "metadata").get("name");
  }

  private static Map<?, ?> container(Map<?, ?> object) {
    return OperationsFiles.maps(map(map(map(object, "spec"), "template"), "spec"), "containers")
        .getFirst();
  }

  private static Map<?, ?> variable(Map<?, ?> container, String name) {
    return OperationsFiles.maps(container, "env").stream()
        .filter(variable -> name.equals(variable.get("name")))
        .findFirst()
        .orElseThrow();
  }

  private static String secretKey(Map<?, ?> variable) {
    Map<?, ?> key = map(map(variable, "valueFrom"), "secretKeyRef");
    return key.get("name") + " " + key.get("key");
  }
}
