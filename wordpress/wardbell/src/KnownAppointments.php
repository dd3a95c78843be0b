<?php
/**
 * What is known of appointments.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/**
 * The appointments that were told of, each with its last status, ids and times. They say what the status was before, which change is
 * the newer one, and what a calendar still has to hear. Nobody's name is in them.
 */
final class KnownAppointments {
	/** Days after its end for which an appointment stays known. */
	const DAYS_AFTER_END = 90;

	/**
	 * Notes what KiviCare tells; returns further variables of the event.
	 *
	 * @param int    $id   KiviCare's number.
	 * @param string $type Wardbell's type of the event.
	 * @param array  $data The variables of the event.
	 */
	public static function observe( $id, $type, array $data ) {
		if ( ! $id ) {
			return array();
		}
		$known    = self::find( $id );
		$before   = $known && null !== $known->status ? (int) $known->status : null;
		$now      = $data['kivicare_status'] ?? $before;
		$previous = $before !== $now ? $before : ( $known && null !== $known->previous_status ? (int) $known->previous_status : null );
		$changes  = array(
			'status'          => $now,
			'previous_status' => $previous,
			'changed_at'      => self::milliseconds(),
			'waits'           => Settings::calendars() ? 1 : 0,
		);
		foreach ( array( 'doctor_id', 'patient_id' ) as $name ) {
			$changes += isset( $data[ $name ] ) ? array( $name => (int) $data[ $name ] ) : array();
		}
		foreach ( array( 'starts_at', 'ends_at' ) as $name ) {
			$changes += isset( $data[ 'appointment_' . $name ] ) ? array( $name => strtotime( $data[ 'appointment_' . $name ] ) ) : array();
		}
		self::save( $id, $known, $changes );
		$told = 'appointment.status_changed' === $type && null !== $previous && $previous !== $now ? KiviCare::status( $previous ) : null;
		return $told ? array( 'previous_status' => $told ) : array();
	}

	/** The row of an appointment, or null. */
	public static function find( $id ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		return $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM ' . Tables::appointments() . ' WHERE appointment_id = %d', $id ) );
	}

	/**
	 * Writes what has changed.
	 *
	 * @param int         $id      KiviCare's number.
	 * @param object|null $known   The row as it was found, or null.
	 * @param array       $changes By column.
	 */
	public static function save( $id, $known, array $changes ) {
		global $wpdb;
		// phpcs:disable WordPress.DB -- Tables of our own.
		if ( ! $known && $wpdb->insert( Tables::appointments(), $changes + array( 'appointment_id' => $id ) ) ) {
			return;
		}
		$wpdb->update( Tables::appointments(), $changes, array( 'appointment_id' => $id ) );
		// phpcs:enable
	}

	/** Milliseconds since 1970. */
	public static function milliseconds() {
		return (int) ( microtime( true ) * 1000 );
	}

	/**
	 * Those of which the calendars have to hear, the oldest change first.
	 *
	 * @return object[]
	 */
	public static function waiting( $most ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		return $wpdb->get_results( $wpdb->prepare( 'SELECT * FROM ' . Tables::appointments() . ' WHERE waits = 1 ORDER BY changed_at LIMIT %d', $most ) );
	}

	/** Notes that Wardbell has what they were at that time; what changed since goes on waiting. */
	public static function sent( array $ids, $at ) {
		global $wpdb;
		$places = implode( ',', array_fill( 0, count( $ids ), '%d' ) );
		// phpcs:ignore WordPress.DB -- The places are made of %d only.
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::appointments() . " SET waits = 0, problem = NULL WHERE appointment_id IN ($places) AND changed_at <= %d", array_merge( $ids, array( $at ) ) ) );
	}

	/** Lets all appointments to come wait, for a calendar that begins; ten thousand at most. */
	public static function send_coming() {
		global $wpdb;
		$today = current_datetime()->format( 'Y-m-d' );
		// phpcs:ignore WordPress.DB -- Names of tables are ours.
		return (int) $wpdb->query( $wpdb->prepare( 'INSERT INTO ' . Tables::appointments() . ' (appointment_id, status, changed_at, waits) SELECT id, status, %d, 1 FROM `' . KiviCare::table( 'appointments' ) . '` WHERE appointment_start_date >= %s ORDER BY appointment_start_date LIMIT 10000 ON DUPLICATE KEY UPDATE waits = 1', self::milliseconds(), $today ) );
	}

	/** How many wait, and those that Wardbell did not take. */
	public static function counts() {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		return $wpdb->get_row( 'SELECT SUM(waits = 1) AS waiting, SUM(problem IS NOT NULL) AS problems FROM ' . Tables::appointments() );
	}

	/**
	 * Those that Wardbell did not take, with its reason.
	 *
	 * @return object[]
	 */
	public static function problems( $most ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		return $wpdb->get_results( $wpdb->prepare( 'SELECT appointment_id, problem FROM ' . Tables::appointments() . ' WHERE problem IS NOT NULL ORDER BY changed_at DESC LIMIT %d', $most ) );
	}

	/** Forgets those that are long over, a thousand at once. */
	public static function expire() {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . Tables::appointments() . ' WHERE waits = 0 AND ends_at < %d LIMIT 1000', time() - self::DAYS_AFTER_END * DAY_IN_SECONDS ) );
	}
}
