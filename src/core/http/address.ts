/** Host and port for error messages. Path and query stay out of them: they may carry tokens. */
export const hostOf = (url: string): string => {
	try {
		return new URL(url).host;
	} catch {
		return 'an unreadable address';
	}
};
