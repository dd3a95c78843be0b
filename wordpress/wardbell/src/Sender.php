<?php
/**
 * The way of the events to Wardbell.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/**
 * Posts the queue in its order, in batches. Each event has a key, so that one whose answer was lost is not told twice. An event that
 * Wardbell refuses for good is put aside, and holds up no other; when Wardbell is away, or the key is wrong, all wait.
 */
final class Sender {
	/** Events in a request: as many as Wardbell takes at once. */
	const BATCH = 100;

	/** Bytes of data in a request; Wardbell takes 4 MiB, and a PHP has little memory. */
	const BATCH_BYTES = 1048576;

	/** Sends what waits, for some seconds at most. */
	public static function run( $seconds ) {
		$end = microtime( true ) + $seconds;
		while ( microtime( true ) < $end ) {
			$rows = Queue::waiting( self::BATCH, self::BATCH_BYTES );
			if ( ! $rows || ! self::post( $rows ) ) {
				return;
			}
		}
	}

	/** Tries the address and the key, without telling of anything; returns the answer as a sentence, or nothing if all is well. */
	public static function test() {
		// An empty batch is refused, but only to a key that might have sent a full one.
		$answer = Client::post_json( '/api/v1/events/batch', '{"events":[]}' );
		$fine   = 422 === $answer->status && 'events' === ( $answer->body['errors'][0]['field'] ?? '' );
		return $fine ? '' : $answer->sentence();
	}

	/** Posts some events; returns whether the next may follow. */
	private static function post( array $rows ) {
		$answer = Client::post_json( '/api/v1/events/batch', '{"events":[' . implode( ',', array_map( array( self::class, 'event' ), $rows ) ) . ']}' );
		if ( $answer->is_good() ) {
			Queue::accepted( array_column( $rows, 'id' ) );
			State::succeeded( count( $rows ) );
			return true;
		}
		if ( ! $answer->refuses_content() ) {
			State::failed( $answer->sentence(), $answer->retry_after );
			return false;
		}
		return self::put_aside( $rows, $answer );
	}

	/** The data stands in the queue as JSON and is sent as it is. */
	private static function event( $row ) {
		$frame = array(
			'id'          => $row->event_key,
			'type'        => $row->type,
			'subject'     => $row->subject,
			'occurred_at' => $row->occurred_at,
		);
		return substr( wp_json_encode( $frame, JSON_UNESCAPED_SLASHES ), 0, -1 ) . ',"data":' . $row->data . '}';
	}

	/** Puts aside what Wardbell named; without names, finds it by halves. */
	private static function put_aside( array $rows, Answer $answer ) {
		$problems = array_intersect_key( $answer->problems_by_index(), $rows );
		if ( $problems ) {
			foreach ( $problems as $index => $problem ) {
				Queue::refused( $rows[ $index ]->id, $problem );
			}
			return true;
		}
		if ( 1 === count( $rows ) ) {
			Queue::refused( $rows[0]->id, $answer->sentence() );
			return true;
		}
		$halves = array_chunk( $rows, (int) ceil( count( $rows ) / 2 ) );
		return self::post( $halves[0] ) && self::post( $halves[1] );
	}
}
