package org.wardbell.activities.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;

/**
 * The seals of the audit trail: HMAC-SHA-256 over a row, its position and the seal before it, with
 * a key that is used for nothing else. The database keeps that key wrapped by the master key, so
 * who can only write to the database cannot make a seal.
 */
final class AuditSeals {
  /** The seal before the first one. */
  static final byte[] NONE = new byte[32];

  /** Names the key of the audit trail among the data keys; no clinic has this id. */
  private static final UUID SCOPE = new UUID(0, 1);

  private final Encryption encryption;

  AuditSeals(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Returns the seal of a row at a position of the chain, counted from 1. */
  byte[] seal(byte[] before, long position, KeptAuditEntry row) {
    Bytes bytes = new Bytes("link");
    bytes.add(before);
    bytes.add(position);
    bytes.add(row);
    return encryption.fingerprint(SCOPE, bytes.toByteArray());
  }

  /** Returns the signature of a chain that ends at this position with this seal. */
  byte[] signature(long position, byte[] last) {
    Bytes bytes = new Bytes("head");
    bytes.add(position);
    bytes.add(last);
    return encryption.fingerprint(SCOPE, bytes.toByteArray());
  }

  /**
   * Returns the signature of a beginning: rows up to this position ended, the last with this seal.
   */
  byte[] anchor(long position, byte[] last) {
    Bytes bytes = new Bytes("anchor");
    bytes.add(position);
    bytes.add(last);
    return encryption.fingerprint(SCOPE, bytes.toByteArray());
  }

  static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }

  /** The bytes under a seal. Each field has its length, so that none can be moved to another. */
  private static final class Bytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private Bytes(String kind) {
      add(kind);
    }

    private void add(KeptAuditEntry row) {
      AuditEntry entry = row.entry();
      AuditOrigin origin = entry.origin();
      add(row.number());
      add(micros(row.at()));
      add(entry.clinicId() == null ? null : entry.clinicId().toString());
      add(origin.actor());
      add(origin.name());
      add(origin.role());
      add(origin.address());
      add(origin.requestId());
      add(entry.action());
      add(entry.target());
      add(entry.outcome());
      add(AuditRows.text(entry.detail()));
    }

    /** The database keeps microseconds. */
    private static long micros(Instant at) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private void add(@Nullable String text) {
      add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte @Nullable [] field) {
      try {
        out.writeInt(field == null ? -1 : field.length);
        if (field != null) {
          out.write(field);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void add(long number) {
      try {
        out.writeLong(number);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private byte[] toByteArray() {
      return bytes.toByteArray();
    }
  }
}
