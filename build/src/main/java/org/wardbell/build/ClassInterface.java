package org.wardbell.build;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;

/**
 * A class as javac sees it when it compiles others: without code, without what is private. If that
 * stays the same, nothing else has to be compiled again. Constants, which javac copies into other
 * classes, are values of fields and so part of it.
 */
final class ClassInterface {
  /** Same content, same bytes: nothing is left of the order in which the old pool was filled. */
  private static final ClassFile CLASS_FILE =
      ClassFile.of(
          ClassFile.ConstantPoolSharingOption.NEW_POOL,
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);

  private final ClassModel model;

  ClassInterface(byte[] bytes) {
    model = CLASS_FILE.parse(bytes);
  }

  /** Returns the source that it was compiled from, as a path below the tree's root. */
  String source() {
    String name = model.thisClass().asInternalName();
    String file =
        model
            .findAttribute(Attributes.sourceFile())
            .map(attribute -> attribute.sourceFile().stringValue())
            .orElseThrow(() -> new IllegalStateException(name + " names no source"));
    return name.substring(0, name.lastIndexOf('/') + 1) + file;
  }

  /** Returns a fingerprint; nothing for a class inside a method, which no other file can name. */
  Optional<String> digest() {
    if (model.findAttribute(Attributes.enclosingMethod()).isPresent()
        || model.flags().has(AccessFlag.SYNTHETIC)) {
      return Optional.empty();
    }
    ClassTransform withoutInside =
        ClassTransform.dropping(this::isInside)
            .andThen(
                ClassTransform.transformingMethods(
                    MethodTransform.dropping(CodeModel.class::isInstance)))
            .andThen(
                (builder, element) -> {
                  if (!(element instanceof InnerClassesAttribute inner)) {
                    builder.with(element);
                  } else if (!own(inner).isEmpty()) {
                    builder.with(InnerClassesAttribute.of(own(inner)));
                  }
                });
    return Optional.of(Digest.of(CLASS_FILE.transformClass(model, withoutInside)));
  }

  private boolean isInside(ClassElement element) {
    return switch (element) {
      case MethodModel method ->
          isHidden(method.flags().flagsMask())
              || method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME);
      case FieldModel field -> isHidden(field.flags().flagsMask());
      case NestMembersAttribute _, NestHostAttribute _, SourceFileAttribute _ -> true;
      default -> false;
    };
  }

  private static boolean isHidden(int flags) {
    return (flags & ClassFile.ACC_PRIVATE) != 0;
  }

  /** The attribute also lists every nested class that code mentions, such as Map.Entry. */
  private List<InnerClassInfo> own(InnerClassesAttribute attribute) {
    String self = model.thisClass().asInternalName();
    return attribute.classes().stream()
        .filter(
            each ->
                each.innerClass().asInternalName().equals(self)
                    || each.outerClass()
                        .filter(outer -> outer.asInternalName().equals(self))
                        .isPresent())
        .toList();
  }
}
