import { XmlError } from './xml-error';

const CDATA = '<![CDATA[';
const DECLARATION = /^<\?xml(?:\s+[a-z]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))+\s*\?>/;

const endOf = (document: string, opened: string, close: string, from: number): number => {
	const end = document.indexOf(close, from);
	if (end < 0) throw new XmlError('malformed', `"${opened}" is not closed`);
	return end + close.length;
};

/** `</name/>` and the like: the validator takes it for an empty element, the parser for the end of one. */
const ODD_CLOSING_TAG = /<\/(?![^\s<>/="'&]+\s*>)/;

/**
 * What the validator of fast-xml-parser lets through and we do not: a DTD (so no entity can be defined), processing
 * instructions, comments and CDATA sections that never end, closing tags that
 * are spoilt, a document cut inside its last tag. One pass over the few places where `<!` or `<?` occurs.
 *
 * Proof that a truncated document is refused: the validator refuses unless every opened element is closed, so only
 * a cut behind the last `<` can get past it. That tail must be a complete tag, because the document has to end
 * (white space aside) with `>`; and a tail that is a comment or a CDATA section has to have its own end.
 */
export const refuseUnusualMarkup = (document: string): void => {
	let at = DECLARATION.exec(document)?.[0].length ?? 0;
	for (;;) {
		const mark = nextMark(document, at);
		if (ODD_CLOSING_TAG.test(document.slice(at, mark < 0 ? undefined : mark))) throw new XmlError('malformed', 'a closing tag is spoilt');
		if (mark < 0) break;
		if (document.startsWith(CDATA, mark)) at = endOf(document, CDATA, ']]>', mark + CDATA.length);
		else if (document.startsWith('<!--', mark)) at = endOf(document, '<!--', '-->', mark + 4);
		else throw new XmlError('forbidden-markup', `"${document.slice(mark, mark + 12)}…" has no place in an answer`);
	}
	if (!/>\s*$/.test(document.slice(-64))) throw new XmlError('malformed', 'the document does not end with a tag');
};

const nextMark = (document: string, from: number): number => {
	const declaration = document.indexOf('<!', from);
	const instruction = document.indexOf('<?', from);
	if (declaration < 0) return instruction;
	return instruction < 0 ? declaration : Math.min(declaration, instruction);
};
