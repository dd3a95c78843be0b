<?php
/**
 * What a real cron calls each minute, without the web server: php …/wardbell-cron.php [address of the site]
 *
 * @package Wardbell
 */

// phpcs:disable WordPress.Security.EscapeOutput -- It prints to a terminal.

if ( 'cli' !== PHP_SAPI ) {
	exit( 1 );
}

// The plugin may be linked into its folder: the way there counts, not the file behind the link.
$wardbell_folder = dirname( realpath( $_SERVER['argv'][0] ) === __FILE__ ? $_SERVER['argv'][0] : __FILE__ );
if ( '/' !== $wardbell_folder[0] ) {
	$wardbell_folder = getcwd() . '/' . $wardbell_folder;
}
$wardbell_load = getenv( 'WARDBELL_WORDPRESS' ) ? getenv( 'WARDBELL_WORDPRESS' ) : dirname( $wardbell_folder, 3 );
if ( ! is_file( $wardbell_load . '/wp-load.php' ) ) {
	fwrite( STDERR, "wardbell: there is no WordPress in $wardbell_load: name its folder in WARDBELL_WORDPRESS.\n" );
	exit( 1 );
}

// In a network the address says which site is meant.
$wardbell_site           = isset( $_SERVER['argv'][1] ) ? parse_url( $_SERVER['argv'][1] ) : array();
$_SERVER['HTTP_HOST']    = ( $wardbell_site['host'] ?? 'localhost' ) . ( isset( $wardbell_site['port'] ) ? ':' . $wardbell_site['port'] : '' );
$_SERVER['REQUEST_URI']  = $wardbell_site['path'] ?? '/';
$_SERVER['SERVER_NAME']  = $wardbell_site['host'] ?? 'localhost';
$_SERVER['REQUEST_METHOD'] = 'GET';
define( 'DOING_CRON', true );

require $wardbell_load . '/wp-load.php';

if ( ! class_exists( Wardbell\Plugin::class ) ) {
	fwrite( STDERR, "wardbell: the plugin is not active on this site.\n" );
	exit( 1 );
}
echo Wardbell\Schedule::run() . "\n";
