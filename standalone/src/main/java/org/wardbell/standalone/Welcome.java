package org.wardbell.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.wardbell.standalone.server.Installation;

/** The words of {@code up} once everything runs: the addresses, and how to post a first event. */
final class Welcome {
  private Welcome() {}

  static void print(PrintWriter out, Installation installation, Path data) {
    String url = installation.url().toString();
    out.println();
    line(out, "API", url + "/api/v1");
    line(out, "API reference", url + "/api/docs");
    installation.temporalUiUrl().ifPresent(ui -> line(out, "Temporal UI", ui));
    line(out, "Data", data.toAbsolutePath().normalize().toString());
    line(out, "Log", installation.log().toString());
    installation.newAdministratorKey().ifPresent(key -> administratorKey(out, key));
    out.println();
    out.println("Post a first event:");
    out.println("  curl -sS " + url + "/api/v1/events \\");
    out.println(
        "    -H \"Authorization: Bearer $WARDBELL_KEY\" -H 'Content-Type: application/json' \\");
    out.println("    -d '{\"type\": \"patient.registered\", \"data\": {\"patient_id\": \"17\"}}'");
    out.println();
    out.println("Ctrl-C stops it; everything is kept.");
    out.flush();
  }

  private static void administratorKey(PrintWriter out, String key) {
    out.println();
    out.println("Administrator key, shown this once, keep it safe:");
    out.println("  export WARDBELL_KEY=" + key);
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("%-14s %s%n", name, value);
  }
}
