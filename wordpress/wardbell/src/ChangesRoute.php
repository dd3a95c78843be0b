<?php
/**
 * The address of the webhook.
 *
 * @package Wardbell
 */

namespace Wardbell;

use Throwable;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/** Takes the signed requests of a Wardbell webhook: what doctors and patients changed in their calendars. */
final class ChangesRoute {
	const ADDRESS = 'wardbell/v1';

	const PATH = '/changes';

	/** Bytes of a request; an appointment has a few hundred. */
	const LARGEST = 65536;

	/** Days for which a message is known again. Its signature is good for minutes only. */
	const DAYS = 2;

	/** The types that change KiviCare's appointments. */
	const TYPES = array( 'appointment.updated', 'appointment.cancelled', 'appointment.status_changed', 'calendar.event_rescheduled' );

	public static function register() {
		add_action(
			'rest_api_init',
			static function () {
				register_rest_route(
					self::ADDRESS,
					self::PATH,
					array(
						'methods'             => 'POST',
						'callback'            => array( self::class, 'take' ),
						'permission_callback' => array( self::class, 'is_signed' ),
					)
				);
			}
		);
	}

	/** The whole address, as it stands in the webhook. */
	public static function url() {
		return rest_url( self::ADDRESS . self::PATH );
	}

	/** Lets in who knows the secret. */
	public static function is_signed( WP_REST_Request $request ) {
		$signed = strlen( $request->get_body() ) <= self::LARGEST && Signature::fits(
			Settings::signing_secret(),
			(string) $request->get_header( 'webhook-id' ),
			(string) $request->get_header( 'webhook-timestamp' ),
			(string) $request->get_header( 'webhook-signature' ),
			$request->get_body()
		);
		return $signed ? true : new WP_Error( 'wardbell_signature', __( 'The signature does not fit.', 'wardbell' ), array( 'status' => 401 ) );
	}

	/** Takes a message once. If something fails here nothing is kept, and Wardbell sends it again. */
	public static function take( WP_REST_Request $request ) {
		global $wpdb;
		$message = json_decode( $request->get_body(), true );
		if ( ! is_array( $message ) || ! is_array( $message['data'] ?? null ) ) {
			return new WP_Error( 'wardbell_body', __( 'This is no message of a Wardbell webhook.', 'wardbell' ), array( 'status' => 400 ) );
		}
		// phpcs:disable WordPress.DB -- Tables of our own, and transactions.
		$wpdb->query( 'START TRANSACTION' );
		try {
			$result = self::taken_once( (string) $request->get_header( 'webhook-id' ), $message );
			$wpdb->query( 'COMMIT' );
		} catch ( Throwable $failure ) {
			$wpdb->query( 'ROLLBACK' );
			// Its message may quote a value.
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions
			error_log( 'wardbell: a change was not applied: ' . get_class( $failure ) );
			return new WP_Error( 'wardbell_failed', __( 'The change could not be written. Send it again.', 'wardbell' ), array( 'status' => 503 ) );
		}
		// phpcs:enable
		if ( 'applied' === $result ) {
			self::tell( CalendarMirror::appointment_id( $message['data']['appointment_external_id'] ), $message );
		}
		return new WP_REST_Response( array( 'result' => $result ) );
	}

	private static function taken_once( $id, array $message ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		$new = $wpdb->query( $wpdb->prepare( 'INSERT IGNORE INTO ' . Tables::received() . ' (message_id, received_at) VALUES (%s, %s)', $id, gmdate( 'Y-m-d H:i:s' ) ) );
		if ( false === $new ) {
			throw new \RuntimeException( 'not kept' );
		}
		if ( ! $new ) {
			return 'duplicate';
		}
		if ( ! in_array( $message['type'] ?? '', self::TYPES, true ) ) {
			return 'ignored';
		}
		return AppointmentChange::apply( (string) ( $message['timestamp'] ?? '' ), $message['data'] );
	}

	/** For other plugins, which may write to the patient. Whatever they do is not told to Wardbell again. */
	private static function tell( $id, array $message ) {
		Recorder::quietly(
			static function () use ( $id, $message ) {
				/**
				 * An appointment was changed by a doctor's or a patient's calendar.
				 *
				 * @param int    $id   KiviCare's number of the appointment.
				 * @param string $type Wardbell's type of the event, such as appointment.cancelled.
				 */
				do_action( 'wardbell_appointment_changed', $id, (string) $message['type'] );
			}
		);
	}

	/** Forgets old messages, a thousand at once. */
	public static function expire() {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . Tables::received() . ' WHERE received_at < %s LIMIT 1000', gmdate( 'Y-m-d H:i:s', time() - self::DAYS * DAY_IN_SECONDS ) ) );
	}
}
