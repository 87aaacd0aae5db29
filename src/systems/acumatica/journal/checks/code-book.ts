import { withoutSeparators, type Code, type Untold } from './master-data';

const folded = (code: string): string => withoutSeparators(code).toUpperCase();

/**
 * Codes as the site spells them. Another spelling of a code that exists is a problem and not mended: the site would store its own one,
 * and the next look would take the batch for another content.
 */
export class CodeBook {
	private readonly exact: ReadonlyMap<string, Code>;
	private readonly byFold: ReadonlyMap<string, Code>;
	private readonly isTold: boolean;

	constructor(private readonly what: string, codes: readonly Code[] | Untold) {
		const known = codes === 'untold' ? [] : codes;
		this.isTold = codes !== 'untold';
		this.exact = new Map(known.map((one) => [one.code, one]));
		this.byFold = new Map(known.map((one) => [folded(one.code), one]));
	}

	/** What is wrong about a code; undefined when nothing is, or nothing can be said. */
	problemOf(text: string): string | undefined {
		if (!this.isTold) return undefined;
		const known = this.exact.get(text);
		if (known) return known.active ? undefined : `${this.what} ${text} is inactive in Acumatica`;
		const other = this.byFold.get(folded(text));
		return other ? `${this.what} "${text}" is written "${other.code}" in Acumatica; write it the same way` : `${this.what} "${text}" does not exist in Acumatica`;
	}
}
