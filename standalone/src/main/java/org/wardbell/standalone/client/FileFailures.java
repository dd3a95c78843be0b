package org.wardbell.standalone.client;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The failures of files as sentences; Java's own messages are the file alone, or a number. */
public final class FileFailures {
  private FileFailures() {}

  /** Returns what is wrong with the file, and the remedy. */
  public static String sentence(FileSystemException failure) {
    String why =
        switch (failure) {
          case NoSuchFileException _ -> "it is not there. Check the path.";
          case AccessDeniedException _ -> "this account may not. Check its owner and its rights.";
          case FileAlreadyExistsException _ -> "it is there already. Name another one.";
          case NotDirectoryException _ -> "it is no folder. Name another one.";
          default ->
              (failure.getReason() == null ? "the system refuses it" : failure.getReason())
                  + ". Check the path, its rights, and the space on its disk.";
        };
    return "cannot read or write " + failure.getFile() + ": " + why;
  }
}
