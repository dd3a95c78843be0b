package org.wardbell.activities.database;

import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.TransactionContext;
import org.jooq.TransactionListener;

/**
 * A note that is written with each transaction of a piece of work, in that very transaction: so it
 * says for certain whether the work has changed anything, also after a crash. Work without a note
 * costs nothing.
 */
public final class CommitNote {
  private static final ScopedValue<Consumer<DSLContext>> NOTE = ScopedValue.newInstance();

  private CommitNote() {}

  /** Some work, which may end with these exceptions. */
  public interface Work<E extends Exception, F extends Exception> {
    /** Does it. */
    void run() throws E, F;
  }

  /**
   * Does some work in this thread.
   *
   * @param note runs at the end of each transaction of requests that the work makes, just before
   *     its commit; to throw rolls it back
   */
  @SuppressWarnings("unchecked") // ScopedValue has one type of exception, work of servlets two.
  public static <E extends Exception, F extends Exception> void during(
      Consumer<DSLContext> note, Work<E, F> work) throws E, F {
    try {
      var _ =
          ScopedValue.where(NOTE, note)
              .call(
                  () -> {
                    work.run();
                    return true;
                  });
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw (E) failure;
    }
  }

  /** The listener that writes it. */
  static final class Listener implements TransactionListener {
    @Override
    public void commitStart(TransactionContext context) {
      if (NOTE.isBound()) {
        NOTE.get().accept(context.dsl());
      }
    }
  }
}
