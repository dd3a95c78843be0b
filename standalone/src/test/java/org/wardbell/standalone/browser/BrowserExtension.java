package org.wardbell.standalone.browser;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.wardbell.standalone.browser.chromium.TestBrowser;
import org.wardbell.standalone.browser.product.RunningProduct;

/** What {@link InBrowser} does. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(BrowserExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (TestBrowser.isHere()) {
      return ConditionEvaluationResult.enabled("a Chromium is here");
    }
    tellOnce();
    return ConditionEvaluationResult.disabled(TestBrowser.SKIPPED);
  }

  /** Maven has several JVMs that run tests, and the first of them tells it for all. */
  private static void tellOnce() {
    Path told = Path.of("target", "browser-tests-skipped-" + oldestJava());
    try {
      Files.createDirectories(told.toAbsolutePath().getParent());
      Files.createFile(told);
      System.out.println(TestBrowser.SKIPPED);
    } catch (FileAlreadyExistsException e) {
      // Another one, or an earlier class, has told it.
    } catch (IOException e) {
      System.out.println(TestBrowser.SKIPPED);
    }
  }

  /** Returns the process that started this JVM and its siblings. */
  private static long oldestJava() {
    ProcessHandle found = ProcessHandle.current();
    Optional<ProcessHandle> parent = found.parent();
    while (parent.isPresent()) {
      ProcessHandle process = parent.get();
      if (process.info().command().orElse("").endsWith("java")) {
        found = process;
      }
      parent = process.parent();
    }
    return found.pid();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Visitors.class || type == RunningProduct.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Visitors.class
        ? context
            .getStore(NAMESPACE)
            .computeIfAbsent(
                Visitors.class, _ -> new Visitors(RunningProduct.shared()), Visitors.class)
        : RunningProduct.shared();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Visitors visitors = context.getStore(NAMESPACE).get(Visitors.class, Visitors.class);
    if (visitors == null) {
      return;
    }
    List<String> problems = new ArrayList<>();
    visitors.all().forEach(visitor -> problems.addAll(visitor.problems()));
    String name =
        context.getRequiredTestClass().getSimpleName()
            + "-"
            + context.getRequiredTestMethod().getName()
            + numbered(context.getDisplayName());
    Path kept = null;
    if (!problems.isEmpty() || context.getExecutionException().isPresent()) {
      kept = Evidence.keep(name, visitors.all());
      System.out.println("Pages of " + name + " are in " + kept);
    }
    visitors.all().forEach(visitor -> visitor.context().close());
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "In the browser:\n  " + String.join("\n  ", problems) + "\nPages: " + kept);
    }
  }

  /** Runs of a test with parameters differ in what is shown of them. */
  private static String numbered(String displayName) {
    return displayName.startsWith("[") ? "-" + displayName : "";
  }
}
