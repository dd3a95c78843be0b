<?php
/**
 * What makes an event of a hook.
 *
 * @package Wardbell
 */

namespace Wardbell;

use Throwable;

defined( 'ABSPATH' ) || exit;

/** Listens to KiviCare's hooks and writes each event, with its values as they are now, to the queue. Calls nobody. */
final class Recorder {
	/** Bytes of an event's data that are kept in whole; Wardbell takes 256 KiB. */
	const LARGEST = 250000;

	/** Events of one process that are remembered for that; an import from a terminal may have very many. */
	const REMEMBERED = 10000;

	/**
	 * The name under which an event was told in this request, by type and record: KiviCare has two names for many, and newer
	 * versions use both, one after the other, for one event.
	 *
	 * @var array<string,string>
	 */
	private static $told = array();

	/**
	 * Whether what happens now came from Wardbell.
	 *
	 * @var bool
	 */
	private static $quiet = false;

	/** Listens to all of them, after the others: what they add is part of the event. */
	public static function listen() {
		foreach ( array_keys( Hooks::TYPES ) as $hook ) {
			add_action( $hook, array( self::class, 'heard' ), 1000, Hooks::ARGUMENTS );
		}
	}

	/** Runs something whose changes Wardbell knows already. */
	public static function quietly( callable $work ) {
		self::$quiet = true;
		try {
			$work();
		} finally {
			self::$quiet = false;
		}
	}

	/** Writes the event of the hook that is running. Whatever goes wrong here must not stop KiviCare. */
	public static function heard( ...$arguments ) {
		if ( self::$quiet ) {
			return;
		}
		global $wpdb;
		$hook     = current_filter();
		$showed   = $wpdb->hide_errors();
		$reported = $wpdb->suppress_errors();
		try {
			self::record( $hook, $arguments );
		} catch ( Throwable $failure ) {
			// Its message may quote a value.
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- The only place where somebody looks.
			error_log( 'wardbell: an event of ' . $hook . ' was not kept: ' . get_class( $failure ) . ' at ' . basename( $failure->getFile() ) . ':' . $failure->getLine() );
			State::count( 'not_kept' );
		} finally {
			$wpdb->suppress_errors( $reported );
			if ( $showed ) {
				$wpdb->show_errors();
			}
		}
	}

	private static function record( $hook, array $arguments ) {
		$type   = Hooks::TYPES[ $hook ];
		$module = Hooks::module( $type );
		$given  = Hooks::fields( $arguments[0] ?? null );
		$id     = Hooks::record_id( $module, $arguments[0] ?? 0 );
		if ( self::is_told_already( $hook, $type, $id ? (string) $id : md5( (string) wp_json_encode( $given ) ) ) ) {
			return;
		}
		$data = Hooks::is_end( $type ) ? array( $module . '_id' => $id ) : self::variables( $module, $type, $id, $given, $arguments );
		if ( 'appointment' === $module ) {
			$data += KnownAppointments::observe( $id, $type, $data );
		}
		Queue::add( $type, self::subject( $module, $id, $data ), self::fitting( $data + array( 'current_user_id' => get_current_user_id() ) ) );
	}

	/** Whether this event was told in this request under its other name. The same name again is another event. */
	private static function is_told_already( $hook, $type, $record ) {
		$event = get_current_blog_id() . ' ' . $type . ' ' . $record;
		if ( isset( self::$told[ $event ] ) && self::$told[ $event ] !== $hook ) {
			return true;
		}
		if ( count( self::$told ) >= self::REMEMBERED ) {
			self::$told = array();
		}
		self::$told[ $event ] = $hook;
		return false;
	}

	private static function variables( $module, $type, $id, array $given, array $arguments ) {
		switch ( $module ) {
			case 'appointment':
				return AppointmentVariables::of( $id, $type, $arguments );
			case 'clinic':
				return ClinicVariables::of( $id, true );
			case 'encounter':
				return EncounterVariables::of( $id );
			case 'bill':
				return BillVariables::of( $id, $given );
			case 'prescription':
				return PrescriptionVariables::of( $id );
			case 'service':
				return ServiceVariables::of( $id, $given );
			default:
				return PersonVariables::of( $module, $id );
		}
	}

	/** What webhooks keep in order: everything about one record. */
	private static function subject( $module, $id, array $data ) {
		if ( $id ) {
			return $module . '/' . $id;
		}
		return empty( $data['encounter_id'] ) ? $module : 'encounter/' . $data['encounter_id'];
	}

	/** An event that is too large goes without what can be long; then with its ids only. */
	private static function fitting( array $data ) {
		$long = array( 'custom_fields_data', 'bill_items', 'appointment_desc', 'encounter_description', 'prescription_instruction', 'doctor_description' );
		if ( strlen( (string) wp_json_encode( $data ) ) <= self::LARGEST ) {
			return $data;
		}
		$data = array_diff_key( $data, array_flip( $long ) );
		if ( strlen( (string) wp_json_encode( $data ) ) <= self::LARGEST ) {
			return $data;
		}
		return array_filter(
			$data,
			static function ( $name ) {
				return (bool) preg_match( '/_id$/D', $name );
			},
			ARRAY_FILTER_USE_KEY
		);
	}
}
