import { child, children, text, type XmlElement } from '../../../core/xml';

/** One `<error>` of an answer; parts that were empty or absent are ''. */
export interface AnswerError {
	/** Usually a code, sometimes a sentence ("Query Failed"), sometimes nothing (reference sage-intacct 5). */
	readonly code: string;
	readonly description: string;
	/** The useful text, as a rule. */
	readonly description2: string;
	readonly correction: string;
}

export const readErrors = (parent: XmlElement | undefined): readonly AnswerError[] =>
	children(child(parent, 'errormessage'), 'error').map((error) => ({
		code: text(error, 'errorno').trim(), description: text(error, 'description').trim(),
		description2: text(error, 'description2').trim(), correction: text(error, 'correction').trim(),
	}));

/** Everything an error says, for recognising it. */
export const wordsOf = (error: AnswerError): string => [error.code, error.description, error.description2, error.correction].join(' ');

/** Support and request ids differ on every call. They stay in messages, support asks for them, but not in comparisons. */
export const withoutSupportId = (words: string): string =>
	words.replace(/\s*\[?\b(?:Support|Request) ID:?\s*[^\]\s]*\]?/gi, '').replace(/\s+/g, ' ').trim();

/** Says a thing once: `description2`, else `description`, else the code's own text; the correction behind it. */
const sentenceOf = ({ code, description, description2, correction }: AnswerError): string => {
	const main = description2 || description || code;
	return correction && correction !== main ? `${main} (${correction})` : main;
};

/** The errors of one answer in the server's own words, in its order, repetitions left out. */
export const sayErrors = (errors: readonly AnswerError[]): string => {
	const said = new Map<string, string>();
	for (const error of errors) {
		const sentence = sentenceOf(error);
		const comparable = withoutSupportId(sentence);
		if (sentence !== '' && !said.has(comparable)) said.set(comparable, sentence);
	}
	return said.size > 0 ? [...said.values()].join('; ') : 'it refused without giving a reason';
};
