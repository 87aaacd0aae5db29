import { FatalError } from '../../../core/errors';
import type { JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { propertyOf, styleOf, type PropertyDescription, type ResourceDescription } from '../metadata/module-model';
import { textOf } from '../values/flat-record';
import { compare, type Filter } from '../wire/filter';

/** Which of the sets of an account and year; the table holds actuals, quantities, budgets and several kinds of currency amounts together. */
export interface FiscalSetChoice {
	/** `Actuals` unless set; also `Quantity`, `Budget1` …, the server's own text, or `Any`. */
	readonly designator?: string;
	/** `Functional` unless set; also `Source`, `Equivalent`, the server's own text, or `Any`. Adding several kinds up counts amounts twice. */
	readonly currencyType?: string;
	/** The name of the field of the currency type, where it is none of those that were seen (reference sage-300 17.3). */
	readonly currencyTypeField?: string;
}

/** Letters of the View and likely texts of the API; which of them is served is not confirmed (reference sage-300 7.2). */
const WORDS: Readonly<Record<string, readonly string[]>> = {
	actuals: ['Actuals', 'Actual', 'A'], quantity: ['Quantity', 'Quantities', 'Q'], reporting: ['Reporting', 'R'],
	budget1: ['Budget1', '1'], budget2: ['Budget2', '2'], budget3: ['Budget3', '3'], budget4: ['Budget4', '4'], budget5: ['Budget5', '5'],
	functional: ['Functional', 'F'], source: ['Source', 'S'], equivalent: ['Equivalent', 'E'],
};

const folded = (text: string): string => text.replace(/[\s_-]/g, '').toLowerCase();

const CURRENCY_TYPE_FIELDS: readonly string[] = ['Currencytype', 'CurrencyType', 'CURNTYPE'];
const DESIGNATOR_FIELDS: readonly string[] = ['FiscalsetDesignator', 'FiscalSetDesignator', 'Designator', 'FSCSDSG'];

/** One choice: what the server is asked, what is looked at here, and whether anything fitted at all. */
class WordChoice {
	readonly filter: Filter | undefined;
	private readonly words: ReadonlySet<string>;
	private readonly seen = new Set<string>();
	private fitted = false;

	/** The server is asked only for a text that its own metadata lists: it refuses others, or finds nothing, which would look like no balances. */
	constructor(readonly property: PropertyDescription, private readonly wanted: string) {
		const words = WORDS[folded(wanted)] ?? [wanted];
		this.words = new Set(words.map(folded));
		const member = property.members.find((name) => this.words.has(folded(name)));
		this.filter = member === undefined ? undefined : compare('eq', property.name, styleOf(property), member);
	}

	holds(row: JsonObject): boolean {
		const text = textOf(row, this.property.name);
		const fits = this.words.has(folded(text));
		this.fitted ||= fits;
		if (this.seen.size < 20) this.seen.add(text);
		return fits;
	}

	/** @throws FatalError when there were rows and none of them fitted: another word is meant */
	check(): void {
		if (this.fitted || this.seen.size === 0) return;
		throw new FatalError({
			system: SYSTEM, operation: 'read balances', said: `no fiscal set has "${this.wanted}" in ${this.property.name}; there are ${[...this.seen].join(', ')}`,
			remedy: 'Write the text that this server uses into the options of the fiscal sets.',
		});
	}
}

export class FiscalSetWords {
	readonly needs: readonly string[];
	readonly filters: ReadonlyArray<Filter | undefined>;
	private readonly choices: readonly WordChoice[];

	/** @throws FatalError for fields that this release does not have */
	constructor(description: ResourceDescription, { designator, currencyType, currencyTypeField }: FiscalSetChoice = {}) {
		const isAny = (text: string | undefined): boolean => folded(text ?? '') === 'any';
		const kindNames = currencyTypeField?.trim() ? [currencyTypeField.trim()] : CURRENCY_TYPE_FIELDS;
		this.choices = [
			...(isAny(designator) ? [] : [new WordChoice(propertyOf(description, ...DESIGNATOR_FIELDS), designator?.trim() || 'Actuals')]),
			...(isAny(currencyType) ? [] : [new WordChoice(propertyOf(description, ...kindNames), currencyType?.trim() || 'Functional')]),
		];
		this.needs = this.choices.map(({ property }) => property.name);
		this.filters = this.choices.map(({ filter }) => filter);
	}

	holds(row: JsonObject): boolean {
		// Each looks at every row: what it has seen is what an error names.
		return this.choices.map((choice) => choice.holds(row)).every(Boolean);
	}

	check(): void {
		for (const choice of this.choices) choice.check();
	}
}
