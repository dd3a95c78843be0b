package org.wardbell.standalone.demo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The story, in its order. */
final class Demo {
  private final DemoEnvironment stage;
  private final Narrator narrator;
  private @Nullable String clinic;

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

  /** Returns the clinic of the story, as soon as it is made. */
  Optional<String> clinic() {
    return Optional.ofNullable(clinic);
  }

  private void play(WardbellClient client) {
    narrator.chapter("Look on in a browser");
    DemoPerson person = DemoPerson.make(client);
    narrator.pointer("dashboard", stage.url() + "/");
    narrator.pointer("sign in as", person.email());
    narrator.pointer("with the password", person.password());

    DemoFixtures cast = new DemoFixtures(stage, client, narrator);
    narrator.chapter("A clinic and two receivers");
    String clinic = cast.clinic();
    this.clinic = clinic;
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
