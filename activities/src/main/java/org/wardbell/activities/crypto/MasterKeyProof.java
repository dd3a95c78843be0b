package org.wardbell.activities.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.activities.database.generated.tables.records.DataKeyRecord;

/**
 * The proof, before the first request, that the master key is the one that this database was sealed
 * with. A process with another one would seal what nobody can open with the right one.
 */
final class MasterKeyProof {
  private static final Logger log = LoggerFactory.getLogger(MasterKeyProof.class);

  private MasterKeyProof() {}

  /**
   * Returns the key of a file. It is made only while nothing is sealed.
   *
   * @throws WrongMasterKeyException if it is missing or another one, with what to do
   */
  static MasterKey ofFile(Path file, DSLContext database) {
    // The rows come first: a process that starts beside this one makes the file before it seals.
    List<DataKeyRecord> sealed = rows(database);
    if (!sealed.isEmpty() && !Files.exists(file)) {
      throw new WrongMasterKeyException(
          "The master key "
              + file.toAbsolutePath()
              + " is missing, and this database is sealed with it"
              + number(sealed)
              + ". Put the file back from its backup, or name its place in"
              + " WARDBELL_MASTER_KEY_FILE. No new key was made, because none can open what is"
              + " sealed.");
    }
    boolean made = MasterKey.create(file);
    try {
      return of(MasterKey.load(file), database);
    } catch (WrongMasterKeyException wrong) {
      if (made) {
        delete(
            file); // Another process, with a key elsewhere, was first: nothing is sealed with it.
      }
      throw wrong;
    }
  }

  /**
   * Returns the key, after it has opened what is sealed, or has sealed something itself.
   *
   * @throws WrongMasterKeyException if it opens nothing, with what to do
   */
  static MasterKey of(MasterKey key, DSLContext database) {
    DataKeyStore store = new DataKeyStore(MasterKeySource.fixed(key), database);
    List<DataKeyRecord> sealed = rows(database);
    if (sealed.isEmpty()) {
      // Of several processes that start with different keys, one is first.
      store.create(Encryption.INSTALLATION);
      sealed = rows(database);
    }
    List<DataKeyRecord> foreign = sealed.stream().filter(row -> !opens(store, row)).toList();
    if (foreign.size() == sealed.size()) {
      throw new WrongMasterKeyException(
          "This database was sealed with another master key"
              + number(foreign)
              + "; the one at hand is number "
              + Integer.toUnsignedString(key.number())
              + ". Start with the one that belongs to this database (the file of"
              + " WARDBELL_MASTER_KEY_FILE, or WARDBELL_MASTER_KEY), or restore it from its backup;"
              + " another key cannot read old data.");
    }
    if (!foreign.isEmpty()) {
      log.error(
          "The data keys of {} of {} clinics were sealed with another master key{}, so these get 503:"
              + " {}",
          foreign.size(),
          sealed.size(),
          number(foreign),
          foreign.stream().map(DataKeyRecord::getScope).toList());
    }
    return key;
  }

  private static List<DataKeyRecord> rows(DSLContext database) {
    return database.selectFrom(Tables.DATA_KEY).fetch();
  }

  private static boolean opens(DataKeyStore store, DataKeyRecord row) {
    try {
      store.unwrap(row.getScope(), row);
      return true;
    } catch (WrongMasterKeyException foreign) {
      return false;
    }
  }

  /** Returns the number of the key that wrapped the first of these rows, in words, or nothing. */
  private static String number(List<DataKeyRecord> rows) {
    int number = DataKeys.keyOf(rows.getFirst().getFingerprintCiphertext());
    return number == 0 ? "" : " (number " + Integer.toUnsignedString(number) + ")";
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
