<?php
/**
 * How sending goes.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** What the page shows of the sender, and when it tries next. Holds no patient data. */
final class State {
	const OPTION = 'wardbell_state';

	/** The longest wait between tries, in seconds: who repairs Wardbell does not wait long for the queue. */
	const LONGEST_WAIT = 900;

	const START = array(
		'sent'           => 0,
		'expired'        => 0,
		'not_kept'       => 0,
		'failures'       => 0,
		'next_try'       => 0,
		'last_sent'      => 0,
		'error'          => '',
		'error_at'       => 0,
		'calendar_error' => '',
		'import'         => null,
	);

	public static function all() {
		$kept = get_option( self::OPTION );
		return array_merge( self::START, is_array( $kept ) ? $kept : array() );
	}

	public static function change( array $changes ) {
		update_option( self::OPTION, array_merge( self::all(), $changes ), false );
	}

	/** Notes that Wardbell answered well. */
	public static function succeeded( $events ) {
		self::change(
			array(
				'sent'      => self::all()['sent'] + $events,
				'last_sent' => time(),
				'failures'  => 0,
				'next_try'  => 0,
				'error'     => '',
				'error_at'  => 0,
			)
		);
	}

	/** Notes a failure; waits 30 s, then twice as long each time, or as long as Wardbell asks for. */
	public static function failed( $error, $retry_after = 0 ) {
		$failures = self::all()['failures'] + 1;
		$wait     = min( self::LONGEST_WAIT, 30 * 2 ** min( 10, $failures - 1 ) );
		self::change(
			array(
				'failures' => $failures,
				'next_try' => time() + min( self::LONGEST_WAIT, max( $wait, (int) $retry_after ) ),
				'error'    => mb_substr( $error, 0, 500 ),
				'error_at' => time(),
			)
		);
	}

	/** Counts something that is over: expired, not_kept. */
	public static function count( $what, $how_many = 1 ) {
		if ( $how_many > 0 ) {
			self::change( array( $what => self::all()[ $what ] + $how_many ) );
		}
	}
}
