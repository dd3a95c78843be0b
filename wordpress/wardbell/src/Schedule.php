<?php
/**
 * When things are done.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** What is done each minute: by WP-Cron, as long as somebody visits the site, or by a real cron. */
final class Schedule {
	const HOOK = 'wardbell_send';

	/** Seconds of a run in which new requests begin; the next one comes after a minute. */
	const SECONDS = 25;

	public static function begin() {
		add_filter( 'cron_schedules', array( self::class, 'minutes' ) ); // phpcs:ignore WordPress.WP.CronInterval -- Patients wait for their reminders.
		add_action( self::HOOK, array( self::class, 'run' ) );
		if ( ! wp_next_scheduled( self::HOOK ) ) {
			wp_schedule_event( time(), 'wardbell_minute', self::HOOK );
		}
	}

	public static function minutes( $schedules ) {
		return array_merge(
			(array) $schedules,
			array(
				'wardbell_minute' => array(
					'interval' => MINUTE_IN_SECONDS,
					'display'  => 'Wardbell',
				),
			)
		);
	}

	public static function end() {
		wp_clear_scheduled_hook( self::HOOK );
	}

	/**
	 * Does what is due; returns what it did, in words.
	 *
	 * @param bool $now Whether a wait after a failure is skipped.
	 */
	public static function run( $now = false ) {
		if ( ! Settings::complete() ) {
			return __( 'Nothing was sent: address or key is missing.', 'wardbell' );
		}
		if ( ! self::lock() ) {
			return __( 'Another run is at work.', 'wardbell' );
		}
		try {
			State::count( 'expired', Queue::expire() );
			KnownAppointments::expire();
			ChangesRoute::expire();
			$before = State::all();
			if ( true === $now || time() >= $before['next_try'] ) {
				Sender::run( self::SECONDS );
				if ( State::all()['failures'] <= $before['failures'] ) {
					CalendarMirror::run();
				}
			}
			$after = State::all();
			/* translators: 1: number of events, 2: number of events. */
			return sprintf( __( '%1$d sent, %2$d waiting.', 'wardbell' ), $after['sent'] - $before['sent'], (int) Queue::counts()->waiting ) . ( '' === $after['error'] ? '' : ' ' . $after['error'] );
		} finally {
			self::unlock();
		}
	}

	/** One run at a time, because a second would overtake the first. The database frees it when the process ends, however that ends. */
	private static function lock() {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- A lock is asked of the database itself.
		return '1' === (string) $wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK(%s, 0)', self::lock_name() ) );
	}

	private static function unlock() {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- A lock is given back to the database itself.
		$wpdb->query( $wpdb->prepare( 'SELECT RELEASE_LOCK(%s)', self::lock_name() ) );
	}

	private static function lock_name() {
		// Locks belong to the server, on which other sites may be.
		return 'wardbell_' . md5( DB_NAME . ' ' . Tables::queue() );
	}
}
