<?php
/**
 * The queue.
 *
 * @package Wardbell
 */

namespace Wardbell;

use RuntimeException;

defined( 'ABSPATH' ) || exit;

/**
 * Events on their way to Wardbell. A row is written in the request, and in the transaction, of the change that it tells of, and
 * deleted, with its patient data, when Wardbell has said that it has the event.
 */
final class Queue {

	/** Adds an event that happens now. */
	public static function add( $type, $subject, array $data ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		$kept = $wpdb->insert(
			Tables::queue(),
			array(
				'event_key'   => wp_generate_uuid4(),
				'type'        => $type,
				'subject'     => $subject,
				'occurred_at' => self::now(),
				'data'        => self::json( $data ),
			)
		);
		if ( ! $kept ) {
			throw new RuntimeException( 'not kept' );
		}
	}

	/** RFC 3339, to the millisecond. */
	private static function now() {
		$now = microtime( true );
		return gmdate( 'Y-m-d\TH:i:s', (int) $now ) . sprintf( '.%03dZ', (int) ( ( $now - (int) $now ) * 1000 ) );
	}

	private static function json( array $data ) {
		$json = wp_json_encode( $data ? $data : (object) array(), JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION );
		if ( false === $json ) {
			throw new RuntimeException( 'no JSON' );
		}
		return $json;
	}

	/**
	 * The oldest events that wait, in their order.
	 *
	 * @param int $most  How many at most.
	 * @param int $bytes How much data at most; at least one event is returned.
	 * @return object[]
	 */
	public static function waiting( $most, $bytes ) {
		global $wpdb;
		$rows = $wpdb->get_results(
			// phpcs:ignore WordPress.DB -- The name of a table cannot be a parameter.
			$wpdb->prepare( 'SELECT id, event_key, type, subject, occurred_at, data FROM ' . Tables::queue() . ' WHERE refused_at IS NULL ORDER BY id LIMIT %d', $most )
		);
		$fits = array();
		$size = 0;
		foreach ( $rows as $row ) {
			$size += strlen( (string) $row->data );
			if ( $fits && $size > $bytes ) {
				break;
			}
			$fits[] = $row;
		}
		return $fits;
	}

	/** Forgets events that Wardbell has. */
	public static function accepted( array $ids ) {
		global $wpdb;
		$places = implode( ',', array_fill( 0, count( $ids ), '%d' ) );
		// phpcs:ignore WordPress.DB -- The places are made of %d only.
		$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . Tables::queue() . " WHERE id IN ($places)", $ids ) );
	}

	/** Puts an event aside that Wardbell will never take as it is. */
	public static function refused( $id, $problem ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		$wpdb->update(
			Tables::queue(),
			array(
				'refused_at' => gmdate( 'Y-m-d H:i:s' ),
				'problem'    => mb_substr( $problem, 0, 500 ),
			),
			array( 'id' => $id )
		);
	}

	/** Sends again what was refused, after its cause is gone. Its order among the others is the one that it had. */
	public static function retry_refused() {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		$wpdb->query( 'UPDATE ' . Tables::queue() . ' SET refused_at = NULL, problem = NULL WHERE refused_at IS NOT NULL' );
	}

	/** Deletes what was refused so long ago, a thousand at once; returns how many. */
	public static function expire() {
		global $wpdb;
		$before = gmdate( 'Y-m-d H:i:s', time() - Settings::REFUSED_DAYS * DAY_IN_SECONDS );
		// phpcs:ignore WordPress.DB -- The name of a table cannot be a parameter.
		return (int) $wpdb->query( $wpdb->prepare( 'DELETE FROM ' . Tables::queue() . ' WHERE refused_at < %s LIMIT 1000', $before ) );
	}

	/** What is in the queue: waiting, oldest (RFC 3339, or null) and refused. */
	public static function counts() {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Tables of our own.
		return $wpdb->get_row( 'SELECT SUM(refused_at IS NULL) AS waiting, SUM(refused_at IS NOT NULL) AS refused, MIN(IF(refused_at IS NULL, occurred_at, NULL)) AS oldest FROM ' . Tables::queue() );
	}

	/**
	 * What the page shows of the refused ones: nothing of their data.
	 *
	 * @return object[]
	 */
	public static function refusals( $most ) {
		global $wpdb;
		return $wpdb->get_results(
			// phpcs:ignore WordPress.DB -- The name of a table cannot be a parameter.
			$wpdb->prepare( 'SELECT id, type, subject, refused_at, problem FROM ' . Tables::queue() . ' WHERE refused_at IS NOT NULL ORDER BY refused_at DESC, id DESC LIMIT %d', $most )
		);
	}
}
