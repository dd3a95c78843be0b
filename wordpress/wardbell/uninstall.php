<?php
/**
 * The end: tables, settings and schedule of every site.
 *
 * @package Wardbell
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/src/Tables.php';
require_once __DIR__ . '/src/Settings.php';
require_once __DIR__ . '/src/State.php';
require_once __DIR__ . '/src/Schedule.php';

/** Removes what this site has of the plugin. */
function wardbell_uninstall_site() {
	Wardbell\Schedule::end();
	Wardbell\Tables::drop();
	delete_option( Wardbell\Settings::OPTION );
	delete_option( Wardbell\State::OPTION );
	delete_option( Wardbell\Tables::OPTION );
}

if ( is_multisite() ) {
	// Sites by the hundred: a network may have very many.
	for ( $wardbell_offset = 0; ; $wardbell_offset += 100 ) {
		$wardbell_sites = get_sites(
			array(
				'fields' => 'ids',
				'number' => 100,
				'offset' => $wardbell_offset,
			)
		);
		if ( ! $wardbell_sites ) {
			break;
		}
		foreach ( $wardbell_sites as $wardbell_site ) {
			switch_to_blog( $wardbell_site );
			wardbell_uninstall_site();
			restore_current_blog();
		}
	}
} else {
	wardbell_uninstall_site();
}
