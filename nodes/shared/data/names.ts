/** Names from a list of the panel, or from a text with commas between them, as expressions often give. Each once, in their order. */
export const namesIn = (given: unknown): string[] => {
	const parts = Array.isArray(given) ? given.map(String) : String(given ?? '').split(',');
	return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
};
