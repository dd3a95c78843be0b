package org.wardbell.standalone.storm;

/** A kind of act in a storm, and its weight beside the others. */
enum ActKind {
  BOOK(Side.CLINIC, 8),
  MOVE(Side.CLINIC, 12),
  OTHER_PATIENT(Side.CLINIC, 6),
  OTHER_TEXT(Side.CLINIC, 3),
  OTHER_DOCTOR(Side.CLINIC, 4),
  STATUS(Side.CLINIC, 4),
  CANCEL(Side.CLINIC, 4),
  BOOK_AGAIN(Side.CLINIC, 4),
  REMOVE(Side.CLINIC, 1),
  DRAG(Side.DOCTOR, 12),
  WRITE_WORDS(Side.DOCTOR, 6),
  INVITE(Side.DOCTOR, 4),
  ANSWER(Side.DOCTOR, 4),
  ALL_DAY(Side.DOCTOR, 4),
  DELETE(Side.DOCTOR, 5),
  RESTORE(Side.DOCTOR, 5),
  REPEAT(Side.DOCTOR, 8),
  CHANGE_REPEATED(Side.DOCTOR, 10),
  OTHER_CALENDAR(Side.DOCTOR, 10),
  OWN_EVENT(Side.DOCTOR, 4),
  DRAG_OWN_EVENT(Side.DOCTOR, 3),
  DELETE_OWN_EVENT(Side.DOCTOR, 2),
  OWN_SERIES(Side.DOCTOR, 2),
  CHANGE_OWN_SERIES(Side.DOCTOR, 3),
  FAILURE(Side.TROUBLE, 6),
  SLOW_DOWN(Side.TROUBLE, 3),
  LOST_REPLY(Side.TROUBLE, 7),
  LOST_REQUEST(Side.TROUBLE, 4),
  LATE_REPLY(Side.TROUBLE, 3),
  TOKENS_EXPIRE(Side.TROUBLE, 2),
  SYNC_TOKENS_EXPIRE(Side.TROUBLE, 1),
  NO_RESTORING(Side.TROUBLE, 1),
  MEETINGS_LATE(Side.TROUBLE, 2),
  MEETINGS_FAIL(Side.TROUBLE, 1),
  NO_PUSHES(Side.TROUBLE, 2),
  KILL(Side.TROUBLE, 2);

  private final Side side;
  private final int weight;

  /** The doers of acts. */
  enum Side {
    CLINIC,
    DOCTOR,
    TROUBLE
  }

  ActKind(Side side, int weight) {
    this.side = side;
    this.weight = weight;
  }

  Side side() {
    return side;
  }

  int weight() {
    return weight;
  }
}
