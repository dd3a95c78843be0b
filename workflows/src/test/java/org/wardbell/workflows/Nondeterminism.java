package org.wardbell.workflows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;

/**
 * The sources of nondeterminism in a replay: clocks, dice, threads, files, the network, hash order.
 */
final class Nondeterminism {
  private static final Set<String> SYSTEM =
      Set.of(
          "currentTimeMillis",
          "nanoTime",
          "getenv",
          "getProperty",
          "getProperties",
          "exit",
          "identityHashCode");

  private static final Set<String> PARALLEL = Set.of("parallelStream", "parallel");

  private static final Set<String> HASHED =
      Set.of(
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.IdentityHashMap",
          "java.util.WeakHashMap",
          "java.util.Hashtable",
          "java.util.concurrent.ConcurrentHashMap");

  private static final Set<String> COLLECTORS =
      Set.of("toSet", "toMap", "toUnmodifiableSet", "toUnmodifiableMap", "groupingBy");

  /** A call that asks the machine. */
  static final DescribedPredicate<JavaMethodCall> CALL =
      DescribedPredicate.describe(
          "asks a clock, throws dice or reads the environment", Nondeterminism::asksTheMachine);

  /** {@code new Date()} without an argument is a clock. */
  static final DescribedPredicate<JavaConstructorCall> CONSTRUCTION =
      DescribedPredicate.describe(
          "reads a clock",
          call ->
              call.getTargetOwner().isEquivalentTo(java.util.Date.class)
                  && call.getTarget().getRawParameterTypes().isEmpty());

  /** A type that no workflow has business with. */
  static final DescribedPredicate<JavaClass> TYPE =
      DescribedPredicate.describe(
          "are clocks, dice, threads, files or the network", Nondeterminism::isOfTheWorld);

  /** A collection whose order depends on hash codes. */
  static final DescribedPredicate<JavaClass> HASH_ORDERED =
      DescribedPredicate.describe(
          "are ordered by hash code", type -> HASHED.contains(type.getName()));

  /** Calls of {@code Set.of} and {@code Map.of}, which are salted differently in each process. */
  static final DescribedPredicate<JavaMethodCall> MAKES_HASH_ORDERED =
      DescribedPredicate.describe(
          "makes a collection ordered by hash code", Nondeterminism::makesHashOrdered);

  private Nondeterminism() {}

  private static boolean asksTheMachine(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getName();
    return switch (owner) {
      case "java.lang.System" -> SYSTEM.contains(name);
      case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
      case "java.util.UUID" -> name.equals("randomUUID");
      default ->
          PARALLEL.contains(name)
              || owner.startsWith("java.time.")
                  && (name.equals("now") || name.equals("systemDefault"));
    };
  }

  private static boolean isOfTheWorld(JavaClass type) {
    String name = type.getName();
    return name.equals("java.time.Clock")
        || name.equals("java.time.InstantSource")
        || name.equals("java.security.SecureRandom")
        || name.equals("java.lang.Thread")
        || name.startsWith("java.lang.Thread$")
        || name.startsWith("java.lang.Process")
        || name.startsWith("java.util.random.")
        || name.startsWith("java.util.concurrent.")
        || name.startsWith("java.nio.")
        || name.startsWith("java.net.")
        || name.startsWith("java.io.") && !name.equals("java.io.Serializable")
        || name.equals("java.util.Random")
        || name.equals("java.util.SplittableRandom")
        || name.equals("java.util.Timer");
  }

  private static boolean makesHashOrdered(JavaMethodCall call) {
    String name = call.getName();
    return switch (call.getTargetOwner().getName()) {
      case "java.util.Set", "java.util.Map" ->
          name.equals("of") || name.equals("ofEntries") || name.equals("copyOf");
      case "java.util.stream.Collectors" -> COLLECTORS.contains(name);
      default -> false;
    };
  }
}
