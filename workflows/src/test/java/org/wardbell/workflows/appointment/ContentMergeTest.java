package org.wardbell.workflows.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The merge of what an event says, apart from its time. It is told no time at all. */
class ContentMergeTest {
  private static final TimeSlot SLOT =
      new TimeSlot(Instant.EPOCH, Instant.EPOCH.plusSeconds(1_800));

  /** What an event says by itself: the doctor's words and everybody's guests. */
  private record Event(Map<TextField, String> texts, Set<String> guests) {
    Event after(ContentChange change) {
      Map<TextField, String> next = new EnumMap<>(TextField.class);
      next.putAll(texts);
      change.texts().forEach(next::put);
      next.values().removeIf(String::isEmpty);
      Set<String> invited = new HashSet<>(guests);
      invited.removeAll(change.uninvited());
      invited.addAll(change.invited());
      return new Event(new TreeMap<>(next), invited);
    }

    ContentChange change(EventContent base, EventContent ours) {
      return ChangeMerge.content(base, ours, texts, guests);
    }
  }

  private static EventContent content(String patient, String title, String... guests) {
    return new EventContent(patient, SLOT, Map.of(TextField.TITLE, title), Set.of(guests));
  }

  @Test
  void content_ofAnotherPatient_swapsTheGuestAndTakesTheTextsAway() {
    Event event =
        new Event(
            Map.of(
                TextField.TITLE, "Rosa, knee",
                TextField.DESCRIPTION, "bring the x-ray",
                TextField.LOCATION, "Room 3"),
            Set.of("rosa@patients.example", "eva@clinic.example"));

    ContentChange change =
        event.change(
            content("rosa", "Appointment", "rosa@patients.example"),
            content("ben", "Appointment", "ben@patients.example"));

    assertThat(change.texts())
        .isEqualTo(Map.of(TextField.TITLE, "Appointment", TextField.DESCRIPTION, ""));
    assertThat(change.overwritten()).containsExactly(TextField.TITLE, TextField.DESCRIPTION);
    assertThat(event.after(change))
        .isEqualTo(
            new Event(
                Map.of(TextField.TITLE, "Appointment", TextField.LOCATION, "Room 3"),
                Set.of("ben@patients.example", "eva@clinic.example")));
  }

  @Test
  void content_editedByTheDoctor_staysForTheSamePatient() {
    Event event = new Event(Map.of(TextField.TITLE, "Rosa, knee"), Set.of());
    assertThat(event.change(content("rosa", "Appointment"), content("rosa", "Visit")).isEmpty())
        .isTrue();
  }

  @Test
  void content_untouched_followsTheClinic() {
    Event event = new Event(Map.of(TextField.TITLE, "Appointment"), Set.of());
    assertThat(event.change(content("rosa", "Appointment"), content("rosa", "Visit")).texts())
        .isEqualTo(Map.of(TextField.TITLE, "Visit"));
  }

  @Test
  void content_guestThatTheDoctorTookOff_isNotInvitedAgain() {
    Event event = new Event(Map.of(TextField.TITLE, "Appointment"), Set.of());
    EventContent same = content("rosa", "Appointment", "rosa@patients.example");
    assertThat(event.change(same, same).isEmpty()).isTrue();
  }

  /** A write whose answer was lost: the event says what nobody confirmed, and it is ours. */
  @Test
  void content_ofALostWrite_isOursAndIsReplaced() {
    Event event =
        new Event(Map.of(TextField.TITLE, "Ben"), Set.of("ben@patients.example", "eva@x.example"));
    ContentChange change =
        ChangeMerge.content(
            content("rosa", "Rosa", "rosa@patients.example"),
            List.of(content("ben", "Ben", "ben@patients.example")),
            content("rosa", "Rosa", "rosa@patients.example"),
            event.texts(),
            event.guests());
    assertThat(change.texts()).isEqualTo(Map.of(TextField.TITLE, "Rosa"));
    assertThat(change.uninvited()).containsExactly("ben@patients.example");
    assertThat(change.overwritten()).isEmpty();
  }

  /** A lost write took the guest off, so it was no doctor. */
  @Test
  void content_guestThatALostWriteTookOff_isInvitedAgain() {
    EventContent rosa = content("rosa", "Rosa", "rosa@patients.example");
    EventContent ben = content("ben", "Ben", "ben@patients.example");
    ContentChange afterBen =
        ChangeMerge.content(
            rosa,
            List.of(ben),
            rosa,
            Map.of(TextField.TITLE, "Ben"),
            Set.of("ben@patients.example"));
    assertThat(afterBen.invited()).containsExactly("rosa@patients.example");
    ContentChange afterNothing =
        ChangeMerge.content(rosa, List.of(EventContent.timeOnly(SLOT)), rosa, Map.of(), Set.of());
    assertThat(afterNothing.invited()).containsExactly("rosa@patients.example");
    assertThat(afterNothing.texts()).isEqualTo(Map.of(TextField.TITLE, "Rosa"));
    assertThat(afterNothing.overwritten()).isEmpty();
  }

  /** A place that named the patient goes with the patient, also where the doctor changed it. */
  @Test
  void content_placeOfThePatient_goesWithThePatient() {
    EventContent base =
        new EventContent(
            "rosa",
            SLOT,
            Map.of(TextField.LOCATION, "at Rosa's"),
            Set.of(),
            Set.of(TextField.LOCATION));
    Event event = new Event(Map.of(TextField.LOCATION, "at Rosa's, left"), Set.of());
    EventContent without = content("rosa", "Visit").after(base);
    assertThat(event.change(base, without).texts()).doesNotContainKey(TextField.LOCATION);
    assertThat(event.change(without, content("ben", "Visit")).texts())
        .containsEntry(TextField.LOCATION, "");
    assertThat(event.change(without.shown(), content("ben", "Visit")).texts())
        .doesNotContainKey(TextField.LOCATION);
  }

  /** What was written once is not written again: no echo becomes a write. */
  @Property
  void content_afterItsOwnOutcome_isEmpty(
      @ForAll("contents") EventContent base,
      @ForAll("contents") EventContent ours,
      @ForAll("events") Event event) {
    Event after = event.after(event.change(base, ours));
    assertThat(after.change(ours, ours).isEmpty()).isTrue();
    assertThat(after.after(after.change(base, ours))).isEqualTo(after);
  }

  /** A write whose answer was lost, and which is made again, ends where one write ends. */
  @Property
  void content_writtenTwice_isWhatOneWriteLeaves(
      @ForAll("contents") EventContent base,
      @ForAll("contents") EventContent ours,
      @ForAll("events") Event event) {
    ContentChange change = event.change(base, ours);
    assertThat(event.after(change).after(change)).isEqualTo(event.after(change));
  }

  @Property
  void content_ofAnotherPatient_leavesNothingOfTheFormer(
      @ForAll("contents") EventContent base,
      @ForAll("contents") EventContent ours,
      @ForAll("events") Event event) {
    Event after = event.after(event.change(base, ours));
    assertThat(base.guests())
        .noneMatch(guest -> after.guests().contains(guest) && !ours.guests().contains(guest));
    if (!base.patientId().equals(ours.patientId())) {
      for (TextField field : TextField.values()) {
        if (field.isOfPatient()) {
          assertThat(after.texts().get(field)).isEqualTo(ours.texts().get(field));
        }
      }
    }
  }

  @Property
  void content_whateverTheClinicChanges_keepsGuestsOfTheDoctorsOwn(
      @ForAll("contents") EventContent base,
      @ForAll("contents") EventContent ours,
      @ForAll("events") Event event) {
    Set<String> own = new HashSet<>(event.guests());
    own.removeAll(base.guests());
    assertThat(event.after(event.change(base, ours)).guests()).containsAll(own);
  }

  @Provide
  Arbitrary<EventContent> contents() {
    return Combinators.combine(
            Arbitraries.of("rosa", "ben"), texts(), Arbitraries.of("r@x", "b@x", "e@x").set())
        .as((patient, texts, guests) -> new EventContent(patient, SLOT, texts, guests));
  }

  @Provide
  Arbitrary<Event> events() {
    return Combinators.combine(texts(), Arbitraries.of("r@x", "b@x", "e@x", "d@x").set())
        .as((texts, guests) -> new Event(new TreeMap<>(texts), guests));
  }

  private static Arbitrary<Map<TextField, String>> texts() {
    return Arbitraries.maps(Arbitraries.of(TextField.values()), Arbitraries.of("one", "two"));
  }
}
