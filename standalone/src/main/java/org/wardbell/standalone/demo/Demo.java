package org.wardbell.standalone.demo;

/** The story, in its order. */
final class Demo {
  private final DemoEnvironment stage;
  private final Narrator narrator;

  Demo(DemoEnvironment stage, Narrator narrator) {
    this.stage = stage;
    this.narrator = narrator;
  }

  /** Plays it; false, with the reason told, as soon as a step does not happen. */
  boolean tell() {
    long began = System.nanoTime();
    try (WardbellClient client = new WardbellClient(stage.url(), stage.administratorKey())) {
      play(client);
      narrator.line("");
      narrator.done("everything happened", "in " + Narrator.since(began));
      return true;
    } catch (StepFailed failure) {
      stage.keepFolder();
      narrator.failed(failure, stage.log().toString());
      return false;
    }
  }

  private void play(WardbellClient client) {
    DemoFixtures cast = new DemoFixtures(stage, client, narrator);
    narrator.chapter("A clinic and two receivers");
    String clinic = cast.clinic();
    DemoWebhook healthy = cast.healthy(clinic);
    DemoWebhook flaky = cast.flaky(clinic);

    EventWalk events = new EventWalk(stage, client, narrator);
    narrator.chapter("An event becomes deliveries");
    events.booking(clinic, healthy, flaky);
    narrator.chapter("A batch");
    events.batch(clinic, healthy, flaky);

    narrator.chapter("A preset: Slack hears of bookings");
    new PresetWalk(stage, client, narrator).play(clinic);

    narrator.chapter("A doctor's Google Calendar and the clinic keep in step");
    new CalendarWalk(stage, client, narrator).play(clinic, healthy);
    narrator.chapter("The patient comes, and the appointment begins");
    new VisitWalk(stage, client, narrator).play(clinic, healthy);

    narrator.chapter("The morning in figures");
    new StatisticsWalk(client, narrator).play(clinic);
  }
}
