/**
 * What the filters of OData services have in common: junctions, tests of texts, and the user's own text. What a comparison is, how its
 * literals are written and what is the name of a field differs by service, so a system says that with a `FilterLanguage`.
 */
export const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export const TEXT_TESTS = ['startswith', 'endswith', 'substringof'] as const;

export type ComparisonOperator = (typeof COMPARISONS)[number];
export interface TextTest { readonly operator: (typeof TEXT_TESTS)[number]; readonly field: string; readonly text: string }
export interface Junction<Part> { readonly operator: 'and' | 'or'; readonly filters: readonly Part[] }
/** The user's own text in the server's language; put into brackets, otherwise sent as it is. */
export interface OwnText { readonly operator: 'own'; readonly text: string }

/** `Part` is what only this service's filters have: its comparisons at least. Neither `filters` nor `text` is a member of it. */
export type ODataFilter<Part extends object> = Part | TextTest | OwnText | Junction<ODataFilter<Part>>;

export interface FilterLanguage<Part extends object> {
	/** One of its own parts; `write` is for filters inside of it. */
	part(part: Part, write: (filter: ODataFilter<Part>) => string): string;
	/** The name as it is sent. Throws for what is none. */
	field(name: string): string;
	/** What to throw for a filter that cannot be one. */
	refuse(said: string): Error;
}

/** A quotation mark inside of a text is doubled; nothing else has a meaning in there. */
export const quoted = (text: string): string => `'${text.replace(/'/g, '\'\'')}'`;

/** The text without what stands in quotation marks. */
export const outsideQuotes = (text: string): string => text.replace(/'(?:[^']|'')*'/g, '');

export const startsWith = (field: string, text: string): TextTest => ({ operator: 'startswith', field, text });
export const ownText = (text: string | undefined): OwnText | undefined => (text?.trim() ? { operator: 'own', text: text.trim() } : undefined);

/** A junction needs two; one stands for itself, none is no filter at all. */
const joined = <Part>(operator: 'and' | 'or', filters: ReadonlyArray<Part | undefined>): Part | Junction<Part> | undefined => {
	const present = filters.filter((filter) => filter !== undefined);
	return present.length > 1 ? { operator, filters: present } : present[0];
};
export const allOf = <Part>(...filters: ReadonlyArray<Part | undefined>): Part | Junction<Part> | undefined => joined('and', filters);
export const anyOf = <Part>(...filters: ReadonlyArray<Part | undefined>): Part | Junction<Part> | undefined => joined('or', filters);

const isJunction = <Part extends object>(filter: ODataFilter<Part>): filter is Junction<ODataFilter<Part>> => 'filters' in filter;
const hasText = <Part extends object>(filter: Part | TextTest | OwnText): filter is TextTest | OwnText => 'text' in filter;

/** Whether every bracket and quotation mark is closed that the text opens, and none before it. */
const isClosed = (text: string): boolean => {
	let depth = 0;
	const outside = outsideQuotes(text);
	for (const letter of outside) {
		depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
		if (depth < 0) return false;
	}
	return depth === 0 && !outside.includes('\'');
};

/**
 * Writes filters as a server reads them, not yet escaped for an address. Throws what the language throws.
 *
 * **A value is never more than a value.** Texts stand in quotation marks and double their own, field names are names, and all other
 * literals have to match the form of their type (that is the language's part). So whatever comes out of a table or an expression, the
 * server reads the filter that was built and no other. An own text must close what it opens: otherwise it could swallow the range that
 * is added behind it.
 */
export const filterWriter = <Part extends object>(language: FilterLanguage<Part>): ((filter: ODataFilter<Part>) => string) => {
	const inBrackets = (filter: ODataFilter<Part>): string => (isJunction(filter) ? `(${write(filter)})` : write(filter));
	const write = (filter: ODataFilter<Part>): string => {
		if (isJunction(filter)) return filter.filters.map(inBrackets).join(` ${filter.operator} `);
		if (!hasText(filter)) return language.part(filter, write);
		if (filter.operator === 'own') {
			if (!isClosed(filter.text)) throw language.refuse('a bracket or a quotation mark of the filter is not closed');
			return `(${filter.text})`;
		}
		const [field, text] = [language.field(filter.field), quoted(filter.text)];
		return filter.operator === 'substringof' ? `substringof(${text},${field})` : `${filter.operator}(${field},${text})`;
	};
	return write;
};
