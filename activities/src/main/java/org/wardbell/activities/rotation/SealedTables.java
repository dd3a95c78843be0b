package org.wardbell.activities.rotation;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT_PART;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ERASURE;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.INTERACTIVE_TASK;
import static org.wardbell.activities.database.generated.Tables.KEPT_ANSWER;
import static org.wardbell.activities.database.generated.Tables.LINK;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB_PART;
import static org.wardbell.activities.database.generated.Tables.OAUTH_AUTHORIZATION;
import static org.wardbell.activities.database.generated.Tables.OAUTH_TOKEN;
import static org.wardbell.activities.database.generated.Tables.PERSON;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_CHANGE;

import java.util.List;
import org.wardbell.activities.rotation.SealedTable.Part;

/**
 * Everything that a data key seals, in the order in which a rotation walks through it. A test
 * compares it with the columns of the database: what is missing here would be lost with the old
 * key.
 */
final class SealedTables {
  /** Each may be some 100 KiB. */
  private static final int FILE_PARTS = 20;

  static final List<SealedRows> ALL =
      List.of(
          new SealedTable<>(
              EVENT.forceIndex("event_clinic"),
              EVENT.CLINIC_ID,
              EVENT.NUMBER,
              EVENT.ID,
              List.of(
                  new Part("event.data", EVENT.DATA_CIPHERTEXT, EVENT.KEY_ID),
                  new Part("event.subject", EVENT.SUBJECT_CIPHERTEXT, null))),
          new SealedTable<>(
              DELIVERY.forceIndex("delivery_clinic"),
              DELIVERY.CLINIC_ID,
              DELIVERY.NUMBER,
              DELIVERY.ID,
              List.of(new Part("delivery.body", DELIVERY.BODY_CIPHERTEXT, DELIVERY.KEY_ID))),
          new SealedAnswers(),
          new SealedTable<>(
              WEBHOOK,
              WEBHOOK.CLINIC_ID,
              WEBHOOK.ID,
              WEBHOOK.ID,
              List.of(
                  new Part("webhook.settings", WEBHOOK.SETTINGS_CIPHERTEXT, WEBHOOK.KEY_ID),
                  new Part("webhook.secrets", WEBHOOK.SECRETS_CIPHERTEXT, null))),
          new SealedTable<>(
              WEBHOOK_CHANGE.forceIndex("webhook_change_clinic"),
              WEBHOOK_CHANGE.CLINIC_ID,
              WEBHOOK_CHANGE.ID,
              WEBHOOK_CHANGE.ID,
              List.of(
                  new Part(
                      "webhook_change.values",
                      WEBHOOK_CHANGE.VALUES_CIPHERTEXT,
                      WEBHOOK_CHANGE.KEY_ID))),
          new SealedTable<>(
              APPOINTMENT.forceIndex("appointment_clinic"),
              APPOINTMENT.CLINIC_ID,
              APPOINTMENT.NUMBER,
              APPOINTMENT.ID,
              List.of(
                  new Part(
                      "appointment.details", APPOINTMENT.DETAILS_CIPHERTEXT, APPOINTMENT.KEY_ID))),
          new SealedTable<>(
              LINK.forceIndex("link_clinic"),
              LINK.CLINIC_ID,
              LINK.NUMBER,
              LINK.APPOINTMENT_ID,
              List.of(new Part("link.content", LINK.CONTENT_CIPHERTEXT, LINK.KEY_ID))),
          new SealedTable<>(
              CALENDAR,
              CALENDAR.CLINIC_ID,
              CALENDAR.ID,
              CALENDAR.ID,
              List.of(
                  new Part(
                      "calendar.refresh_token",
                      CALENDAR.REFRESH_TOKEN_CIPHERTEXT,
                      CALENDAR.KEY_ID))),
          new SealedTable<>(
              CALENDAR_CONSENT,
              CALENDAR_CONSENT.CLINIC_ID,
              CALENDAR_CONSENT.ID,
              CALENDAR_CONSENT.ID,
              List.of(
                  new Part(
                      "calendar_consent.verifier",
                      CALENDAR_CONSENT.VERIFIER_CIPHERTEXT,
                      CALENDAR_CONSENT.KEY_ID),
                  new Part(
                      "calendar_consent.grant",
                      CALENDAR_CONSENT.GRANT_CIPHERTEXT,
                      CALENDAR_CONSENT.GRANT_KEY_ID))),
          new SealedTable<>(
              INTERACTIVE_TASK,
              INTERACTIVE_TASK.CLINIC_ID,
              INTERACTIVE_TASK.ID,
              INTERACTIVE_TASK.ID,
              List.of(
                  new Part(
                      "interactive_task.request",
                      INTERACTIVE_TASK.REQUEST_CIPHERTEXT,
                      INTERACTIVE_TASK.REQUEST_KEY_ID),
                  new Part(
                      "interactive_task.result",
                      INTERACTIVE_TASK.RESULT_CIPHERTEXT,
                      INTERACTIVE_TASK.RESULT_KEY_ID))),
          new SealedTable<>(
              OAUTH_TOKEN,
              OAUTH_TOKEN.CLINIC_ID,
              OAUTH_TOKEN.WEBHOOK_ID,
              OAUTH_TOKEN.WEBHOOK_ID,
              List.of(
                  new Part("oauth_token.token", OAUTH_TOKEN.TOKEN_CIPHERTEXT, OAUTH_TOKEN.KEY_ID),
                  new Part("oauth_token.last_error", OAUTH_TOKEN.LAST_ERROR_CIPHERTEXT, null))),
          new SealedTable<>(
              OAUTH_AUTHORIZATION,
              OAUTH_AUTHORIZATION.CLINIC_ID,
              OAUTH_AUTHORIZATION.STATE_HASH,
              OAUTH_AUTHORIZATION.WEBHOOK_ID,
              List.of(
                  new Part(
                      "oauth_authorization.verifier",
                      OAUTH_AUTHORIZATION.VERIFIER_CIPHERTEXT,
                      OAUTH_AUTHORIZATION.KEY_ID))),
          new SealedTable<>(
              ERASURE,
              ERASURE.CLINIC_ID,
              ERASURE.ID,
              ERASURE.ID,
              List.of(new Part("erasure.subject", ERASURE.SUBJECT_CIPHERTEXT, ERASURE.KEY_ID))),
          new FewRows(
              new SealedTable<>(
                  LOG_JOB_PART,
                  LOG_JOB_PART.CLINIC_ID,
                  LOG_JOB_PART.ID,
                  LOG_JOB_PART.ID,
                  List.of(
                      new Part(
                          "log_job_part.content",
                          LOG_JOB_PART.CONTENT_CIPHERTEXT,
                          LOG_JOB_PART.KEY_ID))),
              FILE_PARTS),
          new FewRows(
              new SealedTable<>(
                  APPOINTMENT_IMPORT_PART.forceIndex("appointment_import_part_clinic"),
                  APPOINTMENT_IMPORT_PART.CLINIC_ID,
                  APPOINTMENT_IMPORT_PART.ID,
                  APPOINTMENT_IMPORT_PART.ID,
                  List.of(
                      new Part(
                          "appointment_import_part.content",
                          APPOINTMENT_IMPORT_PART.CONTENT_CIPHERTEXT,
                          APPOINTMENT_IMPORT_PART.KEY_ID))),
              FILE_PARTS),
          new SealedTable<>(
              PERSON,
              null,
              PERSON.ID,
              PERSON.ID,
              List.of(
                  new Part("person.details", PERSON.DETAILS_CIPHERTEXT, PERSON.KEY_ID),
                  new Part("person.totp", PERSON.TOTP_CIPHERTEXT, PERSON.TOTP_KEY_ID))),
          new SealedTable<>(
              KEPT_ANSWER.forceIndex("kept_answer_clinic"),
              KEPT_ANSWER.CLINIC_ID,
              KEPT_ANSWER.ID,
              KEPT_ANSWER.ID,
              List.of(
                  new Part(
                      "kept_answer.answer", KEPT_ANSWER.ANSWER_CIPHERTEXT, KEPT_ANSWER.KEY_ID))));

  private SealedTables() {}
}
