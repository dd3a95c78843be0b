<?php
/**
 * A change that comes from a calendar.
 *
 * @package Wardbell
 */

namespace Wardbell;

use DateTimeImmutable;
use DateTimeZone;
use RuntimeException;

defined( 'ABSPATH' ) || exit;

/**
 * An appointment as Wardbell has it, to be taken over here. A message only says that something has changed; what it is like now is
 * asked, so that messages may come late, twice or in any order.
 */
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

	/**
	 * KiviCare's number of the appointment.
	 *
	 * @var int
	 */
	public $id;

	/**
	 * When KiviCare had changed it last, before Wardbell was asked.
	 *
	 * @var int
	 */
	private $changed_at;

	/**
	 * What Wardbell said.
	 *
	 * @var array
	 */
	private $wanted;

	private function __construct( $id, $changed_at, array $wanted ) {
		$this->id         = $id;
		$this->changed_at = $changed_at;
		$this->wanted     = $wanted;
	}

	/** KiviCare's number of a status; null if it is none. */
	public static function number( $status ) {
		return self::NUMBERS[ $status ] ?? null;
	}

	/**
	 * Asks Wardbell about an appointment; null if it has none of this site's with that id.
	 *
	 * @throws NotYet If it does not say, or is just taking over what KiviCare says.
	 */
	public static function ask( $wardbells_id ) {
		$wanted = self::read( $wardbells_id );
		$id     = CalendarMirror::appointment_id( $wanted['external_id'] ?? '' );
		if ( ! $id ) {
			return null;
		}
		$known = KnownAppointments::find( $id );
		if ( CalendarMirror::is_under_way( $id ) ) {
			if ( ! CalendarMirror::last_has_ended() ) {
				throw new NotYet( 'under way' );
			}
			$wanted = self::read( $wardbells_id );
		}
		return new self( $id, $known ? (int) $known->changed_at : 0, $wanted );
	}

	private static function read( $wardbells_id ) {
		$answer = Client::get( '/api/v1/appointments/' . rawurlencode( $wardbells_id ) );
		if ( 404 === $answer->status ) {
			return array();
		}
		if ( ! $answer->is_good() ) {
			throw new NotYet( 'no answer' );
		}
		return $answer->body;
	}

	/**
	 * Writes it into KiviCare's row. What KiviCare says and Wardbell does not have yet, or did not take, stays.
	 *
	 * @return string What became of it: applied, unchanged, kept or unknown.
	 */
	public function apply() {
		global $wpdb;
		// Locked, so that a change in KiviCare at the same moment comes before or after.
		// phpcs:ignore WordPress.DB -- The name of a table is ours.
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM `' . KiviCare::table( 'appointments' ) . '` WHERE id = %d FOR UPDATE', $this->id ), ARRAY_A );
		if ( ! $row ) {
			return 'unknown';
		}
		$known = KnownAppointments::find( $this->id );
		if ( $known && ( $known->waits || null !== $known->problem || (int) $known->changed_at !== $this->changed_at || (int) $known->applied_version > (int) $this->wanted['version'] ) ) {
			return 'kept';
		}
		$this->note( $known, $row );
		$changes = self::differences( $row, $this->columns( $row ) );
		if ( ! $changes ) {
			return 'unchanged';
		}
		// Directly, and not by KiviCare's functions: their hooks would tell Wardbell what it has just told us.
		// phpcs:ignore WordPress.DB -- Its cache does not hold this table.
		if ( false === $wpdb->update( KiviCare::table( 'appointments' ), $changes, array( 'id' => $this->id ) ) ) {
			throw new RuntimeException( 'not written' );
		}
		return 'applied';
	}

	private function note( $known, array $row ) {
		$status  = self::number( $this->wanted['status'] );
		$changes = array(
			'applied_version' => (int) $this->wanted['version'],
			'told_status'     => $this->wanted['status'],
			'status'          => $status,
			'starts_at'       => strtotime( $this->wanted['start'] ),
			'ends_at'         => strtotime( $this->wanted['end'] ),
		);
		if ( (int) $row['status'] !== $status ) {
			$changes['previous_status'] = (int) $row['status'];
		}
		KnownAppointments::save( $this->id, $known, $changes );
	}

	/** Local date and time in the zone in which the appointment was agreed; newer versions keep UTC beside them. */
	private function columns( array $row ) {
		$utc     = new DateTimeZone( 'UTC' );
		$columns = array();
		$status  = self::number( $this->wanted['status'] );
		if ( null !== $status ) {
			$columns['status'] = $status;
		}
		foreach ( array( 'start', 'end' ) as $which ) {
			$moment                                 = new DateTimeImmutable( $this->wanted[ $which ] );
			$local                                  = $moment->setTimezone( KiviCare::zone( $row ) );
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
}
