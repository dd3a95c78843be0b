<?php
/**
 * A change that comes from a calendar.
 *
 * @package Wardbell
 */

namespace Wardbell;

use DateTimeImmutable;
use DateTimeZone;
use Exception;
use RuntimeException;

defined( 'ABSPATH' ) || exit;

/** Takes over what Wardbell tells of an appointment, if it is newer than what is known here. */
final class AppointmentChange {
	/** Wardbell's statuses, as KiviCare's numbers. */
	const NUMBERS = array(
		'PENDING'     => 2,
		'BOOKED'      => 1,
		'ARRIVED'     => 1,
		'CHECKED_IN'  => 4,
		'CHECKED_OUT' => 3,
		'CANCELLED'   => 0,
		'INCOMPLETE'  => 0,
		'NO_SHOW'     => 0,
	);

	/** KiviCare's number of a status; null if it is none. */
	public static function number( $status ) {
		return self::NUMBERS[ $status ] ?? null;
	}

	/**
	 * Takes an event over. An event tells the appointment as a whole, so it does not matter which of several it is.
	 *
	 * @param string $timestamp When it happened.
	 * @param array  $data      The variables of the event.
	 * @return string What became of it: applied, unchanged, older or unknown.
	 */
	public static function apply( $timestamp, array $data ) {
		global $wpdb;
		$id = CalendarMirror::appointment_id( $data['appointment_external_id'] ?? '' );
		$at = self::moment( $timestamp );
		if ( ! $id || ! $at ) {
			return 'unknown';
		}
		// Locked, so that a change in KiviCare at the same moment comes before or after.
		// phpcs:ignore WordPress.DB -- The name of a table is ours.
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM `' . KiviCare::table( 'appointments' ) . '` WHERE id = %d FOR UPDATE', $id ), ARRAY_A );
		if ( ! $row ) {
			return 'unknown';
		}
		$known = KnownAppointments::find( $id );
		$when  = (int) $at->format( 'Uv' );
		if ( $known && ( $when <= (int) $known->changed_at || $when < (int) $known->applied_at ) ) {
			return 'older';
		}
		$status  = isset( $data['appointment_status'] ) ? self::number( $data['appointment_status'] ) : null;
		$changes = self::differences( $row, self::times( $row, $data ) + ( null === $status ? array() : array( 'status' => $status ) ) );
		self::note( $id, $known, $when, $data, $status, $row );
		if ( ! $changes ) {
			return 'unchanged';
		}
		// Directly, and not by KiviCare's functions: their hooks would tell Wardbell what it has just told us.
		// phpcs:ignore WordPress.DB -- Its cache does not hold this table.
		if ( false === $wpdb->update( KiviCare::table( 'appointments' ), $changes, array( 'id' => $id ) ) ) {
			throw new RuntimeException( 'not written' );
		}
		return 'applied';
	}

	private static function note( $id, $known, $when, array $data, $status, array $row ) {
		$start   = self::moment( $data['appointment_starts_at'] ?? '' );
		$end     = self::moment( $data['appointment_ends_at'] ?? '' );
		$changes = array( 'applied_at' => $when );
		if ( null !== $status ) {
			$changes += array(
				'status'      => $status,
				'told_status' => $data['appointment_status'],
			);
			if ( (int) $row['status'] !== $status ) {
				$changes['previous_status'] = (int) $row['status'];
			}
		}
		if ( $start && $end ) {
			$changes += array(
				'starts_at' => $start->getTimestamp(),
				'ends_at'   => $end->getTimestamp(),
			);
		}
		KnownAppointments::save( $id, $known, $changes );
	}

	/** Local date and time in the zone in which the appointment was agreed; newer versions keep UTC beside them. */
	private static function times( array $row, array $data ) {
		$start = self::moment( $data['appointment_starts_at'] ?? '' );
		$end   = self::moment( $data['appointment_ends_at'] ?? '' );
		if ( ! $start || ! $end ) {
			return array();
		}
		$utc     = new DateTimeZone( 'UTC' );
		$columns = array();
		foreach ( array( 'start' => $start, 'end' => $end ) as $which => $moment ) {
			$local                                    = $moment->setTimezone( KiviCare::zone( $row ) );
			$columns[ "appointment_{$which}_date" ] = $local->format( 'Y-m-d' );
			$columns[ "appointment_{$which}_time" ] = $local->format( 'H:i:s' );
			$columns[ "appointment_{$which}_utc" ]  = $moment->setTimezone( $utc )->format( 'Y-m-d H:i:s' );
		}
		return $columns;
	}

	/** What the row has otherwise, of the columns that this version of KiviCare has. */
	private static function differences( array $row, array $wanted ) {
		return array_filter(
			array_intersect_key( $wanted, $row ),
			static function ( $value, $column ) use ( $row ) {
				return (string) $row[ $column ] !== (string) $value;
			},
			ARRAY_FILTER_USE_BOTH
		);
	}

	private static function moment( $text ) {
		if ( ! is_string( $text ) || ! preg_match( '/^\d{4}-\d\d-\d\dT/', $text ) ) {
			return null;
		}
		try {
			return new DateTimeImmutable( $text );
		} catch ( Exception $unreadable ) {
			return null;
		}
	}
}
