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
		$message = json_decode( $request->get_body(), true );
		if ( ! is_array( $message ) || ! is_array( $message['data'] ?? null ) ) {
			return new WP_Error( 'wardbell_body', __( 'This is no message of a Wardbell webhook.', 'wardbell' ), array( 'status' => 400 ) );
		}
		// What KiviCare told comes here too, if the webhook has no filter; its ids are numbers.
		$appointment = (string) ( is_scalar( $message['data']['appointment_id'] ?? null ) ? $message['data']['appointment_id'] : '' );
		if ( ! in_array( $message['type'] ?? '', self::TYPES, true ) || ! wp_is_uuid( $appointment ) ) {
			return self::result( 'ignored' );
		}
		try {
			return self::result( self::taken( (string) $request->get_header( 'webhook-id' ), $appointment, $message['type'] ) );
		} catch ( NotYet $later ) {
			return self::later();
		} catch ( Throwable $failure ) {
			// Its message may quote a value.
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- The only place where somebody looks.
			error_log( 'wardbell: a change could not be taken over: ' . get_class( $failure ) . ' at ' . basename( $failure->getFile() ) . ':' . $failure->getLine() );
			return self::later();
		}
	}

	/** Wardbell sends it again after a while. */
	private static function later() {
		$answer = new WP_REST_Response( array( 'result' => 'later' ), 503 );
		$answer->header( 'Retry-After', '10' );
		return $answer;
	}

	private static function result( $word ) {
		return new WP_REST_Response( array( 'result' => $word ) );
	}

	private static function taken( $message_id, $appointment, $type ) {
		global $wpdb;
		// phpcs:disable WordPress.DB -- Tables of our own, and transactions.
		if ( $wpdb->get_var( $wpdb->prepare( 'SELECT 1 FROM ' . Tables::received() . ' WHERE message_id = %s', $message_id ) ) ) {
			return 'duplicate';
		}
		// Before the transaction: no lock is held while another machine is asked.
		$change = AppointmentChange::ask( $appointment );
		if ( ! $change ) {
			return 'unknown';
		}
		$wpdb->query( 'START TRANSACTION' );
		try {
			$new    = $wpdb->query( $wpdb->prepare( 'INSERT IGNORE INTO ' . Tables::received() . ' (message_id, received_at) VALUES (%s, %s)', $message_id, gmdate( 'Y-m-d H:i:s' ) ) );
			$result = $new ? $change->apply() : 'duplicate';
			$wpdb->query( 'COMMIT' );
		} catch ( Throwable $failure ) {
			$wpdb->query( 'ROLLBACK' );
			throw $failure;
		}
		// phpcs:enable
		if ( 'applied' === $result ) {
			self::tell( $change->id, $type );
		}
		return $result;
	}

	/** For other plugins, which may write to the patient. Whatever they do is not told to Wardbell again. */
	private static function tell( $id, $type ) {
		Recorder::quietly(
			static function () use ( $id, $type ) {
				/**
				 * An appointment was changed by a doctor's or a patient's calendar.
				 *
				 * @param int    $id   KiviCare's number of the appointment.
				 * @param string $type Wardbell's type of the event, such as appointment.cancelled.
				 */
				do_action( 'wardbell_appointment_changed', $id, $type );
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
