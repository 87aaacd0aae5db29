import { FatalError } from '../core/errors';

/** A mapping that cannot be used, with the place in it. */
export function specError(place: string, said: string, remedy = 'Correct the mapping and run again.'): FatalError {
	return new FatalError({ system: 'Mapping', operation: 'read the mapping', said: `${place}: ${said}`, remedy });
}

/** Shows a value in a sentence: quoted, control characters visible, not too long. */
export function shown(value: string): string {
	return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
}
