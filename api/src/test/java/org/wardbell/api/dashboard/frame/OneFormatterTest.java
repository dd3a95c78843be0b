package org.wardbell.api.dashboard.frame;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.clinic.ApiKeyStore;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.person.PersonStore;

/** Pages write a number, a moment, a clinic and a person in one way each. */
class OneFormatterTest {
  private static final JavaClasses PAGES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.wardbell.api.dashboard");

  private static final JavaClasses TEMPLATES =
      new ClassFileImporter().importPackages("gg.jte.generated");

  /** Stands for null, which says that no attribute is written. */
  private static final String NOTHING = "";

  /** Those of clinics' clocks write times of appointments, which name their zone. */
  private static final Set<String> OF_TIMES = Set.of("Moment", "ClinicTimes");

  @Test
  void numbers_comeFromFigures_andNoTemplateWritesOneItself() throws IOException {
    List<String> written = new ArrayList<>();
    int templates = 0;
    for (JavaClass template : TEMPLATES) {
      templates++;
      try (InputStream bytes = template.getSource().orElseThrow().getUri().toURL().openStream()) {
        ClassModel read = ClassFile.of().parse(bytes.readAllBytes());
        read.methods().forEach(method -> numbers(template.getName(), method, written));
      }
    }

    assertThat(templates).isGreaterThan(50);
    assertThat(written).isEmpty();
  }

  /** Adds each number that a method writes as text of a page; geometry is in attributes. */
  private static void numbers(String template, MethodModel method, List<String> written) {
    String tag = "";
    boolean isText = true;
    List<String> constants = new ArrayList<>();
    for (CodeElement element : method.code().map(code -> code.elementList()).orElse(List.of())) {
      if (element instanceof ConstantInstruction constant) {
        constants.add(
            constant.opcode() == Opcode.ACONST_NULL
                ? NOTHING
                : String.valueOf(constant.constantValue()));
      } else if (element instanceof InvokeInstruction call) {
        String name = call.name().stringValue();
        if (name.equals("setContext") && constants.size() >= 2) {
          tag = constants.get(constants.size() - 2);
          isText = constants.getLast().equals(NOTHING);
        } else if (name.equals("writeUserContent")
            && isText
            && call.type().stringValue().matches("\\([IJDF]\\)V")) {
          written.add(template + " in <" + tag + ">");
        }
        constants.clear();
      }
    }
  }

  @Test
  void moments_comeFromTwoTypes() {
    noClasses()
        .that(
            describe(
                "are not the two that write times",
                type -> !OF_TIMES.contains(type.getSimpleName())))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(DateTimeFormatter.class)
        .check(PAGES);
  }

  @Test
  void moments_ofScripts_comeFromOneModule() throws IOException {
    List<String> others = new ArrayList<>();
    try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/dashboard"))) {
      for (Path script : scripts.filter(file -> file.toString().endsWith(".js")).toList()) {
        String text = Files.readString(script);
        boolean writes =
            text.matches("(?s).*(toLocale|DateTimeFormat\\(\"|NumberFormat|toFixed|toUTCString).*");
        if (writes && !script.endsWith("times.js")) {
          others.add(script.getFileName().toString());
        }
      }
    }

    assertThat(others).isEmpty();
  }

  @Test
  void peopleAndKeys_areNamedByNames() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Names")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(PersonStore.class, ApiKeyStore.class)
        .check(PAGES);
  }

  @Test
  void clinics_areNamedByNames() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Names")
        .and()
        .doNotHaveSimpleName("Frames")
        .should()
        .callMethod(ClinicStore.class, "names", Collection.class)
        .check(PAGES);
  }
}
