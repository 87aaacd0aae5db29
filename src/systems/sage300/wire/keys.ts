import { FatalError } from '../../../core/errors';
import { quoted } from '../../../core/odata/filter';
import { SYSTEM } from '../identity';

export interface KeyValue {
	readonly name: string;
	/** Numbers stand bare, everything else in quotation marks (reference sage-300 5.2). */
	readonly type: 'text' | 'number';
	readonly value: string;
}

/**
 * The key of one record as it stands behind the resource: `('000490')`, `(58)`, `(BatchSelector='AD',BatchNumber=3)`. A composite key is
 * written with names, because then the order of its parts does not count.
 *
 * @throws FatalError for a slash, which IIS rejects in paths even when it is escaped (reference sage-300 5.2), and for what is no number
 */
export const keyText = (resource: string, keys: readonly KeyValue[]): string => {
	const refuse = (said: string): FatalError => new FatalError({
		system: SYSTEM, operation: `read ${resource} by key`, said, remedy: 'Read this record with a filter instead.',
	});
	const parts = keys.map(({ name, type, value }) => {
		if (value === '' || /[/\\]/.test(value)) throw refuse(`the key "${value}" cannot stand in an address`);
		if (type === 'number' && !/^-?\d+(?:\.\d+)?$/.test(value)) throw refuse(`"${value}" is not a number, which ${name} has to be`);
		const written = type === 'number' ? value : quoted(value);
		return keys.length === 1 ? written : `${name}=${written}`;
	});
	if (parts.length === 0) throw refuse('no key was given');
	return `(${encodeURIComponent(parts.join(',')).replace(/%2C/g, ',').replace(/%3D/g, '=')})`;
};
