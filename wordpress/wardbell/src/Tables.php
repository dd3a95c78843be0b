<?php
/**
 * The tables of this plugin.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** Names, makes and drops the tables of the present site. */
final class Tables {
	/** The option that says which version of the tables a site has. */
	const OPTION = 'wardbell_tables';

	const VERSION = '1';

	/** Events on their way to Wardbell. */
	public static function queue() {
		return self::name( 'queue' );
	}

	/** What is known of KiviCare's appointments: ids, times and states, nobody's name. */
	public static function appointments() {
		return self::name( 'appointments' );
	}

	/** Ids of the webhooks' messages that were applied. */
	public static function received() {
		return self::name( 'received' );
	}

	/** All of them. */
	public static function all() {
		return array( self::queue(), self::appointments(), self::received() );
	}

	private static function name( $table ) {
		global $wpdb;
		return $wpdb->prefix . 'wardbell_' . $table;
	}

	/** Makes them where they are missing. Costs nothing where they are there: the option is loaded with all others. */
	public static function ensure() {
		if ( get_option( self::OPTION ) === self::VERSION ) {
			return;
		}
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$collation = $wpdb->get_charset_collate();
		// InnoDB, so that an event is kept exactly if the change that it tells of is.
		dbDelta(
			'CREATE TABLE ' . self::queue() . " (
			id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
			event_key char(36) NOT NULL,
			type varchar(64) NOT NULL,
			subject varchar(191) NOT NULL,
			occurred_at varchar(32) NOT NULL,
			data longtext NULL,
			refused_at datetime NULL,
			problem varchar(500) NULL,
			PRIMARY KEY  (id),
			UNIQUE KEY event_key (event_key),
			KEY refused_at (refused_at,id)
			) ENGINE=InnoDB $collation;"
		);
		dbDelta(
			'CREATE TABLE ' . self::appointments() . " (
			appointment_id bigint(20) unsigned NOT NULL,
			status tinyint(3) unsigned NULL,
			previous_status tinyint(3) unsigned NULL,
			doctor_id bigint(20) unsigned NULL,
			patient_id bigint(20) unsigned NULL,
			starts_at bigint(20) NULL,
			ends_at bigint(20) NULL,
			told_status varchar(20) NULL,
			changed_at bigint(20) NOT NULL DEFAULT 0,
			applied_version int(10) unsigned NOT NULL DEFAULT 0,
			waits tinyint(1) NOT NULL DEFAULT 0,
			problem varchar(500) NULL,
			PRIMARY KEY  (appointment_id),
			KEY waits (waits,changed_at)
			) ENGINE=InnoDB $collation;"
		);
		dbDelta(
			'CREATE TABLE ' . self::received() . " (
			message_id varchar(191) NOT NULL,
			received_at datetime NOT NULL,
			PRIMARY KEY  (message_id),
			KEY received_at (received_at)
			) ENGINE=InnoDB $collation;"
		);
		update_option( self::OPTION, self::VERSION );
	}

	/** Drops them, with all that is in them. */
	public static function drop() {
		global $wpdb;
		foreach ( self::all() as $table ) {
			// phpcs:ignore WordPress.DB -- A name cannot be a parameter; it is made of the site's prefix and a word of ours.
			$wpdb->query( "DROP TABLE IF EXISTS `$table`" );
		}
	}
}
