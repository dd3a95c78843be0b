package org.wardbell.activities.calendar.link;

import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.Arrays;
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
   */
  public record Kept(@Nullable EventContent agreed, @Nullable EventContent writing) {
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
   * @param version the appointment's version that it shows, or 0 if there is more to write
   */
  public void agreed(
      DSLContext transaction,
      LinkRecord link,
      EventContent content,
      @Nullable String etag,
      int version) {
    Sealed sealed = seal(link, new Kept(content, null));
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
  public void writing(DSLContext transaction, LinkRecord link, EventContent content) {
    Sealed sealed = seal(link, new Kept(read(link).agreed(), content));
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
    return encryption.fingerprint(clinicId, JSON.writeValueAsBytes(content));
  }
}
