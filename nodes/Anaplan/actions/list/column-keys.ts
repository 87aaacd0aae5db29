/**
 * Keys of mapped columns. The editor writes a key into the path of a parameter, where quotes and brackets would be read as
 * part of the path; names of properties hold both ("Amount [EUR]"), so they are encoded.
 */
export const PROPERTY_KEY = 'property:';
export const SUBSET_KEY = 'subset:';

export const keyFor = (prefix: string, name: string): string => prefix + encodeURIComponent(name);

const decoded = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
};

/** The name that a key of this kind holds; undefined for another kind. */
export const nameInKey = (prefix: string, key: string): string | undefined => (key.startsWith(prefix) ? decoded(key.slice(prefix.length)) : undefined);
