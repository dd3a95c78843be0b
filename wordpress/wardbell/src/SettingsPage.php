<?php
/**
 * Settings > Wardbell.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** The page under Settings, and what its buttons do. It shows no patient data. */
final class SettingsPage {
	const PAGE = 'wardbell';

	/** Who may set this up, and see how it goes. */
	const CAPABILITY = 'manage_options';

	/** What the buttons do, by the name of the action. */
	const ACTS = array( 'save', 'test', 'send', 'retry', 'coming' );

	public static function register() {
		add_action(
			'admin_menu',
			static function () {
				add_options_page( 'Wardbell', 'Wardbell', self::CAPABILITY, self::PAGE, array( SettingsView::class, 'show' ) );
			}
		);
		foreach ( self::ACTS as $act ) {
			add_action( 'admin_post_wardbell_' . $act, array( self::class, 'act' ) );
		}
	}

	/** Does what a button asks for, and comes back with a sentence. */
	public static function act() {
		$act = (string) preg_replace( '/^admin_post_wardbell_/', '', current_action() );
		if ( ! current_user_can( self::CAPABILITY ) ) {
			wp_die( esc_html__( 'You may not set this up.', 'wardbell' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( 'wardbell_' . $act );
		set_transient( self::notice_name(), self::done( $act ), MINUTE_IN_SECONDS );
		wp_safe_redirect( self::url() );
		exit;
	}

	public static function url() {
		return admin_url( 'options-general.php?page=' . self::PAGE );
	}

	/** What the last button led to; shown once, to whom it belongs. */
	public static function take_notice() {
		$notice = get_transient( self::notice_name() );
		delete_transient( self::notice_name() );
		return is_string( $notice ) ? $notice : '';
	}

	private static function notice_name() {
		return 'wardbell_notice_' . get_current_user_id();
	}

	private static function done( $act ) {
		switch ( $act ) {
			case 'save':
				return self::saved();
			case 'test':
				return self::tested();
			case 'retry':
				Queue::retry_refused();
				return __( 'They are sent again with the next run.', 'wardbell' );
			case 'coming':
				/* translators: %d: number of appointments. */
				return sprintf( __( 'Appointments that go to the calendars with the next runs: %d.', 'wardbell' ), KnownAppointments::send_coming() );
			default:
				return Schedule::run( true );
		}
	}

	private static function tested() {
		if ( ! Settings::complete() ) {
			return __( 'Set the address and the key first.', 'wardbell' );
		}
		$problem = Sender::test();
		return '' === $problem ? __( 'Wardbell answers, and the key may write.', 'wardbell' ) : $problem;
	}

	private static function saved() {
		// phpcs:disable WordPress.Security.NonceVerification -- The caller has checked it.
		$url    = isset( $_POST['url'] ) ? esc_url_raw( trim( sanitize_text_field( wp_unslash( $_POST['url'] ) ) ) ) : '';
		$key    = isset( $_POST['key'] ) ? trim( sanitize_text_field( wp_unslash( $_POST['key'] ) ) ) : '';
		$secret = isset( $_POST['signing_secret'] ) ? trim( sanitize_text_field( wp_unslash( $_POST['signing_secret'] ) ) ) : '';
		$with   = ! empty( $_POST['calendars'] );
		// phpcs:enable
		if ( '' !== $url && ! self::is_private_way( $url ) ) {
			return __( 'Not saved: patients\' data needs an address with https.', 'wardbell' );
		}
		if ( '' !== $secret && 0 !== strpos( $secret, 'whsec_' ) ) {
			return __( 'Not saved: a signing secret begins with whsec_.', 'wardbell' );
		}
		// Fields of secrets come empty, because they are never shown; empty means as it is.
		Settings::save( array_filter( compact( 'key' ) + array( 'signing_secret' => $secret ) ) + array( 'url' => $url, 'calendars' => $with ) );
		return __( 'Saved.', 'wardbell' );
	}

	/** Without encryption only to this machine. */
	private static function is_private_way( $url ) {
		$parts = wp_parse_url( $url );
		$host  = $parts['host'] ?? '';
		return 'https' === ( $parts['scheme'] ?? '' ) || in_array( $host, array( '127.0.0.1', 'localhost', '[::1]' ), true );
	}
}
