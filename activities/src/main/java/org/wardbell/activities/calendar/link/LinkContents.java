package org.wardbell.activities.calendar.link;

import static org.wardbell.activities.database.generated.Tables.LINK;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.LinkState;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store of what the clinic had events say: the base of every merge. It names guests, so it is
 * sealed; a fingerprint tells without opening it whether an event still says what it is to say.
 */
public final class LinkContents {
  private static final String CONTENT = "link.content";
  private static final JsonMapper JSON = new JsonMapper();

  /** Answers are seldom lost, and each is asked for before the next write. */
  private static final int MOST_DOUBTFUL = 5;

  private final Encryption encryption;

  public LinkContents(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * The sealed part of a link, as JSON. A field that is added must be nullable: old rows do not
   * have it.
   *
   * @param agreed what the event is known to say of ours; null before the first confirmed write
   * @param writing what a write says that is under way, or whose answer was lost
   * @param doubtful what earlier ones say whose answers were lost too, at most five; null for none
   */
  public record Kept(
      @Nullable EventContent agreed,
      @Nullable EventContent writing,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<EventContent> doubtful) {
    Kept(@Nullable EventContent agreed, @Nullable EventContent writing) {
      this(agreed, writing, null);
    }

    /** Returns what the event may say of ours beside the base. */
    public List<EventContent> unconfirmed() {
      List<EventContent> all = new ArrayList<>();
      if (doubtful != null) {
        all.addAll(doubtful);
      }
      if (writing != null) {
        all.add(writing);
      }
      return all;
    }

    /** Returns this with one more write that begins. */
    Kept with(EventContent next) {
      List<EventContent> earlier = unconfirmed();
      earlier.remove(next);
      int dropped = Math.max(0, earlier.size() - MOST_DOUBTFUL);
      return new Kept(
          agreed, next, earlier.isEmpty() ? null : earlier.subList(dropped, earlier.size()));
    }

    /** Returns this with the emptying of the event that begins. */
    Kept emptied(TimeSlot slot) {
      EventContent base = base();
      EventContent nothing = EventContent.timeOnly(base == null ? slot : base.slot());
      List<EventContent> earlier = new ArrayList<>();
      if (doubtful != null) {
        earlier.addAll(doubtful);
      }
      earlier.remove(nothing);
      earlier.add(nothing);
      int dropped = Math.max(0, earlier.size() - MOST_DOUBTFUL);
      return new Kept(agreed, writing, earlier.subList(dropped, earlier.size()));
    }

    /** Returns what the event says of ours as far as anybody knows. */
    public @Nullable EventContent base() {
      return agreed == null ? writing : agreed;
    }

    @Override
    public String toString() {
      return "Kept[hidden]";
    }
  }

  /** Opens what is kept of a link's event. Older versions kept its time only. */
  public Kept read(LinkRecord link) {
    byte[] sealed = link.getContentCiphertext();
    if (sealed != null) {
      return JSON.readValue(
          encryption.open(link.getClinicId(), CONTENT, link.getAppointmentId(), sealed),
          Kept.class);
    }
    return link.getStartsAt() == null || link.getEndsAt() == null
        ? new Kept(null, null)
        : new Kept(EventContent.timeOnly(new TimeSlot(link.getStartsAt(), link.getEndsAt())), null);
  }

  /**
   * Returns whether the event is right. Version 0 says that it was moved and has to be put back.
   */
  public boolean shows(LinkRecord link, EventContent ours) {
    return link.getVersion() > 0
        && Arrays.equals(link.getContentHash(), hash(link.getClinicId(), ours));
  }

  /**
   * Records that the event says this of ours.
   *
   * @param before what the link kept until now
   * @param version the appointment's version that it shows, or 0 if there is more to write
   */
  public void agreed(
      DSLContext transaction,
      LinkRecord link,
      Kept before,
      EventContent content,
      @Nullable String etag,
      int version) {
    settle(transaction, link, before, List.of(), content, etag, version);
  }

  /**
   * Records that both sides agree on the time: what the event says besides, of what writes said
   * whose answers were lost, nobody knows.
   *
   * @param before what the link kept until now
   * @param version the appointment's version that it shows, or 0 if there is more to write
   */
  public void agreedOnTime(
      DSLContext transaction,
      LinkRecord link,
      Kept before,
      EventContent content,
      @Nullable String etag,
      int version) {
    settle(transaction, link, before, before.unconfirmed(), content, etag, version);
  }

  private void settle(
      DSLContext transaction,
      LinkRecord link,
      Kept before,
      List<EventContent> doubtful,
      EventContent content,
      @Nullable String etag,
      int version) {
    Sealed sealed =
        seal(
            link,
            new Kept(content.after(before.agreed()), null, doubtful.isEmpty() ? null : doubtful));
    LinkStore.settled(transaction, link, LinkState.WRITTEN, etag, version)
        .set(LINK.STARTS_AT, content.slot().start())
        .set(LINK.ENDS_AT, content.slot().end())
        .set(LINK.CONTENT_HASH, hash(link.getClinicId(), content))
        .set(LINK.CONTENT_CIPHERTEXT, sealed.ciphertext())
        .set(LINK.KEY_ID, sealed.keyId())
        .setNull(LINK.DELETED_AT)
        .where(LinkStore.key(link))
        .execute();
  }

  /** Records that a write is about to begin; from here on the event may exist, and say this. */
  public void writing(DSLContext transaction, LinkRecord link, Kept before, EventContent content) {
    write(transaction, link, before.with(content));
  }

  /**
   * Records that the event is about to be emptied before it is deleted: from here on it may say
   * nothing of ours, and that would be no doctor's edit.
   *
   * @param slot the appointment's time, for an event of which nothing is known
   */
  public void emptying(DSLContext transaction, LinkRecord link, Kept before, TimeSlot slot) {
    write(transaction, link, before.emptied(slot));
  }

  private void write(DSLContext transaction, LinkRecord link, Kept kept) {
    Sealed sealed = seal(link, kept);
    transaction
        .update(LINK)
        .set(LINK.STATE, LinkState.WRITING.name())
        .set(LINK.CONTENT_CIPHERTEXT, sealed.ciphertext())
        .set(LINK.KEY_ID, sealed.keyId())
        .where(LinkStore.key(link))
        .execute();
  }

  private Sealed seal(LinkRecord link, Kept kept) {
    return encryption.seal(
        link.getClinicId(), CONTENT, link.getAppointmentId(), JSON.writeValueAsBytes(kept));
  }

  /** Returns a fingerprint with the clinic's key: an address could be guessed from a plain hash. */
  private byte[] hash(UUID clinicId, EventContent content) {
    return encryption.fingerprint(clinicId, JSON.writeValueAsBytes(content.shown()));
  }
}
