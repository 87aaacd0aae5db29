/** What the usual modes refuse with (reference anaplan 12). Words that are not here refuse nothing. */
const REFUSALS: Readonly<Record<string, number>> = { LOCKED: 423, ARCHIVED: 422, MAINTENANCE: 424, PRODUCTION_MAINTENANCE: 424, OFFLINE: 424 };

const DEPLOYED: ReadonlySet<string> = new Set(['PRODUCTION', 'PRODUCTION_MAINTENANCE']);

const WORD = /^[A-Z][A-Z_]*$/;

export const isModeWord = (value: unknown): value is string => typeof value === 'string' && WORD.test(value);

/** The mode of a model: the word that metadata shows and the status with which it refuses calls. */
export class Mode {
	private status: number | undefined;

	constructor(public word: string) {
		this.status = REFUSALS[word];
	}

	/** `refuses`: another status than the word's usual one; null for none. */
	change(word: string, refuses: number | null | undefined): void {
		this.word = word;
		this.status = refuses === undefined ? REFUSALS[word] : (refuses ?? undefined);
	}

	/** Status of calls inside the model; undefined when they are answered. */
	get refusal(): number | undefined {
		return this.status;
	}

	/** A locked model can be opened, one that is archived or away cannot. */
	get openRefusal(): number | undefined {
		return this.status === 423 ? undefined : this.status;
	}

	/** Deployed: structure cannot be changed (425). */
	get deployed(): boolean {
		return DEPLOYED.has(this.word);
	}
}
