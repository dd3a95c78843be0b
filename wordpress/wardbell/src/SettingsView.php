<?php
/**
 * What Settings > Wardbell shows.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** The page's text and forms. */
final class SettingsView {
	/** Rows of a list of what was refused. */
	const ROWS = 50;

	public static function show() {
		if ( ! current_user_can( SettingsPage::CAPABILITY ) ) {
			return;
		}
		$notice = SettingsPage::take_notice();
		echo '<div class="wrap"><h1>Wardbell</h1>';
		if ( '' !== $notice ) {
			echo '<div class="notice notice-info"><p>' . esc_html( $notice ) . '</p></div>';
		}
		self::settings();
		self::queue( State::all(), Queue::counts() );
		self::refusals();
		if ( Settings::calendars() ) {
			self::calendars( State::all() );
		}
		echo '</div>';
	}

	private static function settings() {
		self::begin( 'save' );
		echo '<table class="form-table" role="presentation">';
		self::field( 'url', __( 'Address of Wardbell', 'wardbell' ), 'url', Settings::url(), '' );
		self::field( 'key', __( 'API key', 'wardbell' ), 'password', '', Settings::key() !== '' ? __( 'A key is kept. Leave this empty to go on with it.', 'wardbell' ) : __( 'Of the role WRITER, of one clinic.', 'wardbell' ) );
		self::field( 'signing_secret', __( 'Signing secret', 'wardbell' ), 'password', '', Settings::signing_secret() !== '' ? __( 'A secret is kept. Leave this empty to go on with it.', 'wardbell' ) : __( 'Of the webhook that brings changes back; begins with whsec_.', 'wardbell' ) );
		echo '<tr><th scope="row">' . esc_html__( 'Calendars', 'wardbell' ) . '</th><td><label><input type="checkbox" name="calendars" value="1" ' . checked( Settings::calendars(), true, false ) . '> ';
		esc_html_e( 'Keep appointments in step with the doctors\' Google calendars', 'wardbell' );
		echo '</label></td></tr>';
		echo '<tr><th scope="row">' . esc_html__( 'URL for the webhook', 'wardbell' ) . '</th><td><code>' . esc_html( ChangesRoute::url() ) . '</code></td></tr>';
		echo '</table>';
		submit_button( __( 'Save', 'wardbell' ) );
		echo '</form>';
	}

	private static function field( $name, $label, $type, $value, $help ) {
		echo '<tr><th scope="row"><label for="wardbell-' . esc_attr( $name ) . '">' . esc_html( $label ) . '</label></th><td>';
		if ( Settings::is_constant( $name ) ) {
			/* translators: %s: the name of a constant. */
			echo esc_html( sprintf( __( 'Set in wp-config.php (%s).', 'wardbell' ), Settings::CONSTANTS[ $name ] ) );
		} else {
			echo '<input class="regular-text" id="wardbell-' . esc_attr( $name ) . '" name="' . esc_attr( $name ) . '" type="' . esc_attr( $type ) . '" value="' . esc_attr( $value ) . '" autocomplete="new-password">';
			echo '<p class="description">' . esc_html( $help ) . '</p>';
		}
		echo '</td></tr>';
	}

	private static function queue( array $state, $counts ) {
		echo '<h2>' . esc_html__( 'Events', 'wardbell' ) . '</h2><table class="widefat striped" style="max-width:60em"><tbody>';
		self::fact( __( 'Waiting', 'wardbell' ), number_format_i18n( (int) $counts->waiting ) . ( $counts->oldest ? ' ' . sprintf( /* translators: %s: a time. */ __( '(the oldest since %s)', 'wardbell' ), self::time( strtotime( $counts->oldest ) ) ) : '' ) );
		self::fact( __( 'Sent', 'wardbell' ), number_format_i18n( $state['sent'] ) . ( $state['last_sent'] ? ' ' . sprintf( /* translators: %s: a time. */ __( '(the last at %s)', 'wardbell' ), self::time( $state['last_sent'] ) ) : '' ) );
		self::fact( __( 'Refused by Wardbell', 'wardbell' ), number_format_i18n( (int) $counts->refused ) );
		/* translators: %d: a number of days. */
		self::fact( sprintf( __( 'Refused, and deleted after %d days', 'wardbell' ), Settings::REFUSED_DAYS ), number_format_i18n( $state['expired'] ) );
		self::fact( __( 'Could not be kept; see the error log', 'wardbell' ), number_format_i18n( $state['not_kept'] ) );
		self::fact( __( 'Last error', 'wardbell' ), '' === $state['error'] ? '–' : $state['error'] . ' ' . sprintf( /* translators: 1: a time, 2: a time. */ __( '(%1$s; next try after %2$s)', 'wardbell' ), self::time( $state['error_at'] ), self::time( $state['next_try'] ) ) );
		echo '</tbody></table><div>';
		self::button( 'send', __( 'Send now', 'wardbell' ) );
		self::button( 'test', __( 'Test the connection', 'wardbell' ) );
		echo '</div>';
	}

	private static function refusals() {
		$refusals = Queue::refusals( self::ROWS );
		if ( ! $refusals ) {
			return;
		}
		echo '<h2>' . esc_html__( 'Refused events', 'wardbell' ) . '</h2><table class="widefat striped"><tbody>';
		foreach ( $refusals as $row ) {
			self::fact( $row->type . ' ' . $row->subject, self::time( strtotime( $row->refused_at . ' UTC' ) ) . ': ' . $row->problem );
		}
		echo '</tbody></table><div>';
		self::button( 'retry', __( 'Send them again', 'wardbell' ) );
		echo '</div>';
	}

	private static function calendars( array $state ) {
		$counts = KnownAppointments::counts();
		echo '<h2>' . esc_html__( 'Calendars', 'wardbell' ) . '</h2><table class="widefat striped" style="max-width:60em"><tbody>';
		self::fact( __( 'Appointments that wait for the next run', 'wardbell' ), number_format_i18n( (int) $counts->waiting ) );
		self::fact( __( 'Last error', 'wardbell' ), '' === $state['calendar_error'] ? '–' : $state['calendar_error'] );
		foreach ( KnownAppointments::problems( self::ROWS ) as $row ) {
			/* translators: %d: the number of an appointment. */
			self::fact( sprintf( __( 'Appointment %d was not taken', 'wardbell' ), $row->appointment_id ), $row->problem );
		}
		echo '</tbody></table><div>';
		self::button( 'coming', __( 'Send all appointments to come', 'wardbell' ) );
		echo '</div>';
	}

	private static function fact( $name, $value ) {
		echo '<tr><th scope="row" style="width:20em">' . esc_html( $name ) . '</th><td>' . esc_html( $value ) . '</td></tr>';
	}

	private static function button( $act, $label ) {
		self::begin( $act, 'display:inline' );
		submit_button( $label, 'secondary', 'submit-' . $act, false );
		echo '</form> ';
	}

	private static function begin( $act, $style = '' ) {
		echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '" style="' . esc_attr( $style ) . '">';
		echo '<input type="hidden" name="action" value="' . esc_attr( 'wardbell_' . $act ) . '">';
		// Not by wp_nonce_field(), which gives each an id: there are several on the page.
		echo '<input type="hidden" name="_wpnonce" value="' . esc_attr( wp_create_nonce( 'wardbell_' . $act ) ) . '">';
	}

	private static function time( $seconds ) {
		return $seconds ? wp_date( 'Y-m-d H:i:s', $seconds ) : '–';
	}
}
