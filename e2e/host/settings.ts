/**
 * A start without a word to the outside: no telemetry, no version check, no templates, no licence renewal
 * (reference n8n-platform 8.4). The module `community-packages` stays on, it is what loads an installed package;
 * it asks the vendor only about verified packages, and that is off.
 */
const QUIET: Readonly<Record<string, string>> = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_AI_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	N8N_SENTRY_DSN: '',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_DISABLED_MODULES: 'insights,mcp,mcp-registry,chat-hub,instance-ai,agents,instance-version-history',
};

/** What an installation that moves finance data would use: progress saved after each node, files on disk. */
const RECOMMENDED: Readonly<Record<string, string>> = {
	EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'true',
	EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
};

export interface HostSettings {
	readonly userFolder: string;
	readonly encryptionKey: string;
	readonly port: number;
	readonly brokerPort: number;
	readonly env?: Readonly<Record<string, string>>;
}

/** n8n's environment. Nothing of ours leaks in but the path and the certificates of the machine. */
export function environment(settings: HostSettings): NodeJS.ProcessEnv {
	const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_EXTRA_CA_CERTS', 'SYSTEMROOT', 'TEMP'];
	return {
		...Object.fromEntries(kept.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]])),
		...QUIET,
		...RECOMMENDED,
		DB_TYPE: 'sqlite',
		N8N_USER_FOLDER: settings.userFolder,
		N8N_ENCRYPTION_KEY: settings.encryptionKey,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		GENERIC_TIMEZONE: 'UTC',
		...settings.env,
	};
}
