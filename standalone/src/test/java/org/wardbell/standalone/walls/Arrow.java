package org.wardbell.standalone.walls;

import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.regex.Pattern;

/** A dependency between two packages of ours, both named without {@code org.wardbell}. */
record Arrow(String from, String to) {

  private static final String HOUSE = "org.wardbell.";

  /** Written by jOOQ: a part of the package database. */
  private static final Pattern GENERATED = Pattern.compile("(?<=\\.database)\\.generated.*");

  /** Returns the arrows between different packages. */
  static Set<Arrow> between(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(Arrow::isBetweenPackagesOfOurs)
        .map(Arrow::of)
        .collect(toSet());
  }

  static Arrow of(Dependency dependency) {
    return new Arrow(name(dependency.getOriginClass()), name(dependency.getTargetClass()));
  }

  static boolean isBetweenPackagesOfOurs(Dependency dependency) {
    return isOurs(dependency.getOriginClass())
        && isOurs(dependency.getTargetClass())
        && !name(dependency.getOriginClass()).equals(name(dependency.getTargetClass()));
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(HOUSE);
  }

  private static String name(JavaClass type) {
    String name = type.getPackageName().substring(HOUSE.length());
    return GENERATED.matcher(name).replaceFirst("");
  }
}
