package org.wardbell.standalone.endtoend;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A language in which the help has a check of our signature, and how it is run.
 *
 * @param file of the example, as the product has it
 * @param program that has to be on this machine
 * @param driver file that asks the example
 * @param asks the example about its arguments: secret, id, timestamp, signatures, file of the body
 * @param builds what comes before, or nothing
 * @param runs the driver, without arguments
 */
record SignatureLanguage(
    String file,
    String program,
    String driver,
    String asks,
    List<String> builds,
    List<String> runs) {
  /** Returns those that there are. */
  static Stream<SignatureLanguage> all() {
    return Stream.of(
        new SignatureLanguage(
            "IsFromWardbell.java",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "Main.java",
            """
            class Main {
              public static void main(String[] a) throws Exception {
                System.out.println(IsFromWardbell.check(a[0],
                    java.util.Map.of("webhook-id", a[1], "webhook-timestamp", a[2], "webhook-signature", a[3]),
                    java.nio.file.Files.readAllBytes(java.nio.file.Path.of(a[4]))));
              }
            }
            """,
            List.of(),
            List.of("Main.java")),
        new SignatureLanguage(
            "is-from-wardbell.mjs",
            "node",
            "main.mjs",
            """
            import { readFileSync } from "node:fs";
            import { isFromWardbell } from "./is-from-wardbell.mjs";
            const [secret, id, sent, given, body] = process.argv.slice(2);
            console.log(isFromWardbell(secret,
                { "webhook-id": id, "webhook-timestamp": sent, "webhook-signature": given }, readFileSync(body)));
            """,
            List.of(),
            List.of("main.mjs")),
        new SignatureLanguage(
            "is_from_wardbell.py",
            "python3",
            "main.py",
            """
            import sys
            from is_from_wardbell import is_from_wardbell
            secret, message, sent, given, body = sys.argv[1:]
            print(str(is_from_wardbell(secret,
                {"webhook-id": message, "webhook-timestamp": sent, "webhook-signature": given},
                open(body, "rb").read())).lower())
            """,
            List.of(),
            List.of("main.py")),
        new SignatureLanguage(
            "is_from_wardbell.php",
            "php",
            "main.php",
            """
            <?php
            require 'is_from_wardbell.php';
            [, $secret, $id, $sent, $given, $body] = $argv;
            echo is_from_wardbell($secret,
                ['webhook-id' => $id, 'webhook-timestamp' => $sent, 'webhook-signature' => $given],
                file_get_contents($body)) ? 'true' : 'false';
            """,
            List.of(),
            List.of("main.php")),
        new SignatureLanguage(
            "is_from_wardbell.go",
            "go",
            "main.go",
            """
            package main

            import ("fmt"; "net/http"; "os")

            func main() {
              headers := http.Header{}
              headers.Set("webhook-id", os.Args[2])
              headers.Set("webhook-timestamp", os.Args[3])
              headers.Set("webhook-signature", os.Args[4])
              body, _ := os.ReadFile(os.Args[5])
              fmt.Println(isFromWardbell(os.Args[1], headers, body))
            }
            """,
            List.of("build", "-o", "main", "main.go", "is_from_wardbell.go"),
            List.of("./main")),
        new SignatureLanguage(
            "IsFromWardbell.cs",
            "dotnet",
            "Main.cs",
            """
            static class Program {
              static void Main(string[] a) {
                System.Console.WriteLine(Wardbell.IsFromWardbell(a[0],
                    new System.Collections.Generic.Dictionary<string, string> {
                      ["webhook-id"] = a[1], ["webhook-timestamp"] = a[2], ["webhook-signature"] = a[3] },
                    System.IO.File.ReadAllBytes(a[4])) ? "true" : "false");
              }
            }
            """,
            List.of("build", "-o", "out", "Main.csproj"),
            List.of("out/Main.dll")));
  }

  @Override
  public String toString() {
    return file;
  }
}
