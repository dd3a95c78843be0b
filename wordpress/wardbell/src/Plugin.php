<?php
/**
 * The plugin as a whole: what listens to what.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** Wires the parts to WordPress. */
final class Plugin {

	/** Starts listening, in every request. */
	public static function start() {
		Tables::ensure();
		Recorder::listen();
		Schedule::begin();
		ChangesRoute::register();
		add_filter( 'wpmu_drop_tables', array( self::class, 'with_tables' ) );
		if ( is_admin() ) {
			add_action( 'init', array( self::class, 'translations' ) );
			SettingsPage::register();
		}
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			\WP_CLI::add_command(
				'wardbell send',
				static function () {
					\WP_CLI::success( Schedule::run() );
				}
			);
		}
	}

	/** Makes the tables. In a network each site makes its own at its first request. */
	public static function activate() {
		Tables::ensure();
		Schedule::begin();
	}

	/** Lets the tables of a site go with the site, in a network. */
	public static function with_tables( $tables ) {
		return array_merge( (array) $tables, Tables::all() );
	}

	/** Loads the texts in the reader's language. */
	public static function translations() {
		load_plugin_textdomain( 'wardbell', false, dirname( plugin_basename( WARDBELL_FILE ) ) . '/languages' );
	}
}
