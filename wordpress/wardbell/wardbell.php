<?php
/**
 * Plugin Name:       Wardbell for KiviCare
 * Description:       Tells a Wardbell server what happens in KiviCare, and brings the changes of doctors' calendars back.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      8.0
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       wardbell
 * Domain Path:       /languages
 *
 * @package Wardbell
 */

defined( 'ABSPATH' ) || exit;

define( 'WARDBELL_FILE', __FILE__ );

spl_autoload_register(
	static function ( $name ) {
		if ( 0 === strpos( $name, 'Wardbell\\' ) ) {
			$file = __DIR__ . '/src/' . str_replace( '\\', '/', substr( $name, strlen( 'Wardbell\\' ) ) ) . '.php';
			if ( is_file( $file ) ) {
				require $file;
			}
		}
	}
);

register_activation_hook( __FILE__, array( Wardbell\Plugin::class, 'activate' ) );
register_deactivation_hook( __FILE__, array( Wardbell\Schedule::class, 'end' ) );
add_action( 'plugins_loaded', array( Wardbell\Plugin::class, 'start' ) );
