package org.wardbell.standalone.demo;

/** The places to look at when the story has been told. */
final class Pointers {
  private Pointers() {}

  static void print(DemoEnvironment stage, Narrator narrator) {
    narrator.chapter("Look at it");
    narrator.pointer("the dashboard", stage.url() + "/");
    narrator.pointer("API reference", stage.url() + "/api/docs");
    stage
        .temporalUiUrl()
        .ifPresent(ui -> narrator.pointer("Temporal's workflows", TemporalPages.all(ui)));
    narrator.pointer("the receiver's log", stage.receiver().url() + "/");
    narrator.pointer("the doctor's calendar", stage.google().url() + "/");
    narrator.pointer("the server's log", stage.log().toString());
    narrator.pointer("administrator key", stage.administratorKey());
    narrator.line("");
    narrator.line("An event comes every few seconds, so that the dashboard has something to show.");
    narrator.line("Ctrl-C stops everything and removes it. To keep data: ./wardbell up");
  }
}
