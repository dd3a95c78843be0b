package org.wardbell.workflows.appointment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.MergeDecision.Follow;
import org.wardbell.workflows.appointment.MergeDecision.PutBack;
import org.wardbell.workflows.appointment.MergeDecision.Reason;
import org.wardbell.workflows.appointment.MergeDecision.Unchanged;

/**
 * The three-way merge that decides, field by field, between what the clinic says of an appointment
 * and what the calendar says. No clock is asked, because the clocks of two machines never agree.
 */
public final class ChangeMerge {
  private ChangeMerge() {}

  /**
   * Decides which side wins.
   *
   * @param base the time on which both sides last agreed, or null if no write was ever confirmed
   * @param ours the appointment's time now
   * @param theirs the event's time now, or null if no slot could have it
   * @param free tells if the doctor is free then, apart from this appointment
   */
  public static MergeDecision decide(
      @Nullable TimeSlot base, TimeSlot ours, @Nullable TimeSlot theirs, Predicate<TimeSlot> free) {
    if (ours.equals(theirs) || (base != null && base.equals(theirs))) {
      return new Unchanged();
    }
    if (theirs == null || SlotRule.problem(theirs).isPresent()) {
      return new PutBack(Reason.NOT_A_SLOT);
    }
    if (!Objects.requireNonNullElse(base, ours).equals(ours)) {
      return new PutBack(Reason.CHANGED_HERE);
    }
    return free.test(theirs) ? new Follow(theirs) : new PutBack(Reason.SLOT_TAKEN);
  }

  /**
   * Decides field by field what an event is to be told, apart from its time. A text that the doctor
   * changed stays; a guest that the doctor added stays. But if the event is for another patient
   * now, the texts that may speak of the former one go, whoever wrote them.
   *
   * @param base what the clinic had the event say last, or null if nobody knows
   * @param unconfirmed what writes said whose answers were lost: the event may say it too
   * @param ours what it is to say now
   * @param theirTexts the texts that it has, without empty ones
   * @param theirGuests the addresses that it has, in lower case
   */
  public static ContentChange content(
      @Nullable EventContent base,
      Collection<EventContent> unconfirmed,
      EventContent ours,
      Map<TextField, String> theirTexts,
      Set<String> theirGuests) {
    List<EventContent> said = new ArrayList<>(unconfirmed);
    said.add(base == null ? EventContent.timeOnly(ours.slot()) : base);
    Map<TextField, String> texts = new EnumMap<>(TextField.class);
    Set<TextField> overwritten = EnumSet.noneOf(TextField.class);
    for (TextField field : TextField.values()) {
      String wanted = ours.texts().getOrDefault(field, "");
      String theirs = theirTexts.getOrDefault(field, "");
      boolean untouched =
          said.stream().anyMatch(each -> theirs.equals(each.texts().getOrDefault(field, "")));
      boolean forced =
          said.stream().anyMatch(each -> each.isPersonal(field) && isOfAnother(each, ours));
      if (!theirs.equals(wanted) && (forced || untouched)) {
        texts.put(field, wanted);
        if (!untouched) {
          overwritten.add(field);
        }
      }
    }
    // Whom each write that may count had as a guest, only the doctor can have taken off.
    Set<String> alwaysInvited = new HashSet<>(ours.guests());
    Set<String> everInvited = new HashSet<>();
    for (EventContent each : said) {
      alwaysInvited.retainAll(each.guests());
      everInvited.addAll(each.guests());
    }
    return new ContentChange(
        texts,
        without(without(ours.guests(), alwaysInvited), theirGuests),
        common(without(everInvited, ours.guests()), theirGuests),
        overwritten);
  }

  /** Decides likewise where no write is in doubt. */
  public static ContentChange content(
      @Nullable EventContent base,
      EventContent ours,
      Map<TextField, String> theirTexts,
      Set<String> theirGuests) {
    return content(base, List.of(), ours, theirTexts, theirGuests);
  }

  private static boolean isOfAnother(EventContent former, EventContent ours) {
    return former.patientId() != null && !former.patientId().equals(ours.patientId());
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static Set<String> common(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    return both;
  }
}
