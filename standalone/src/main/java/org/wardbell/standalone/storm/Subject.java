package org.wardbell.standalone.storm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appointment of a storm, with what was done to it as far as that decides how it may end. */
final class Subject {
  private final int number;
  private final List<Title> titles = new ArrayList<>();
  private final Set<String> patients = new HashSet<>();
  private @Nullable UUID id;
  private boolean wordsMayGo;
  private boolean actedOn;
  private @Nullable String guest;

  Subject(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Returns the appointment's id; null while it is not booked. */
  @Nullable UUID id() {
    return id;
  }

  void booked(UUID appointment) {
    id = appointment;
  }

  /** Records whom the appointment is for from now on, by address. */
  void isFor(String patient) {
    patients.add(patient);
  }

  /**
   * A title that the doctor gave the event.
   *
   * @param patients whom the event may have been for by then, by address
   */
  record Title(String text, Set<String> patients) {}

  /** Records that the doctor gave the event this title. */
  void titled(String title) {
    titles.add(new Title(title, Set.copyOf(patients)));
    actedOn = true;
  }

  /** Returns the doctor's titles, the newest last. */
  List<Title> titles() {
    return titles;
  }

  /** Records that the doctor invited somebody. */
  void invited(String address) {
    guest = address;
    actedOn = true;
  }

  /** Returns whom the doctor invited last; null for nobody. */
  @Nullable String invited() {
    return guest;
  }

  /** Records something after which the doctor's words may be gone, and rightly so. */
  void mayLoseWords() {
    wordsMayGo = true;
  }

  boolean wordsMayGo() {
    return wordsMayGo;
  }

  /** Records that the doctor moved, deleted or restored the event. */
  void actedOn() {
    actedOn = true;
  }

  /** Returns whether the doctor did anything to the event. */
  boolean wasActedOn() {
    return actedOn;
  }
}
