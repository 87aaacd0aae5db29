import fc from 'fast-check';
import { allChildren, attribute, child, children, decodeUtf8, ownText, parseXml, text, textFields, XmlError } from '../../../src/core/xml';
import { SAMPLE_ANSWER } from './sample-answer';
import { isCompleteDocument } from './strict-reference';

const data = () => child(child(child(parseXml(SAMPLE_ANSWER), 'operation'), 'result'), 'data');
const defectOf = (document: string): string => {
	try {
		parseXml(document);
		return 'accepted';
	} catch (error) {
		return error instanceof XmlError ? error.defect : `not an XmlError: ${String(error)}`;
	}
};

describe('what a document holds', () => {
	it('keeps every value as the text that was sent', () => {
		expect(children(data(), 'APBILL').map(textFields)).toEqual([
			{ RECORDNO: '0901', 'VENDOR.NAME': "Tide & Søn 'x' €", TOTALDUE: '1E5', WHENPAID: '', ONHOLD: '' },
			{ RECORDNO: '902', 'VENDOR.NAME': '  two  ', TOTALDUE: '1.10', NOTE: 'a < b &amp; c' },
		]);
	});

	it('keeps attributes apart from children', () => {
		expect(attribute(data(), 'count')).toBe('2');
		expect(attribute(data(), 'label')).toBe('A & B');
		expect(attribute(data(), 'absent')).toBeUndefined();
		expect(text(data(), 'count')).toBe('');
	});

	it('reads one child and several in the same way', () => {
		expect(children(parseXml('<a><b>1</b></a>'), 'b').map(ownText)).toEqual(['1']);
		expect(children(parseXml('<a><b>1</b><b>2</b></a>'), 'b').map(ownText)).toEqual(['1', '2']);
		expect(children(parseXml('<a/>'), 'b')).toEqual([]);
	});

	it('reads text beside attributes', () => {
		const types = children(parseXml('<t><type typename="x">Label</type><type typename="y"/></t>'), 'type');
		expect(types.map((type) => [attribute(type, 'typename'), ownText(type)])).toEqual([['x', 'Label'], ['y', '']]);
	});

	it('lists all children but neither attributes nor text', () => {
		expect(allChildren(parseXml('<a k="v">text<b/><c/><b/></a>')).map(({ name }) => name)).toEqual(['b', 'b', 'c']);
	});

	it('leaves nested children out of the flat fields', () => {
		expect(textFields(parseXml('<a><b>1</b><c><d>2</d></c><e f="g">3</e></a>'))).toEqual({ b: '1', e: '3' });
	});

	it('does not find members of the language\'s own objects', () => {
		const root = parseXml('<a><b>1</b></a>');
		expect(children(root, 'constructor')).toEqual([]);
		expect(text(root, 'toString')).toBe('');
	});

	it('decodes a reference once', () => {
		expect(ownText(parseXml('<a>&amp;#39; &#38;lt; &#x1F600;</a>'))).toBe('&#39; &lt; \u{1F600}');
	});

	it('takes a byte order mark, white space around the root and a pretty-printed document', () => {
		expect(text(parseXml('\ufeff<?xml version="1.0"?>\n<a>\n  <b>1</b>\n</a>\n'), 'b')).toBe('1');
	});

	it('does not tire of references: a full page of them is read', () => {
		const page = `<a>${'<b>x &amp; y &#039;z&#039;</b>'.repeat(20_000)}</a>`;
		expect(children(parseXml(page), 'b')).toHaveLength(20_000);
	});
});

describe('what is refused', () => {
	it.each([
		['', 'empty'], [' \n ', 'empty'],
		['<html><body>502</body></html>', 'html'], ['<!DOCTYPE html>\n<html></html>', 'html'], ['<HTML lang="en"></HTML>', 'html'],
		['Bad gateway', 'not-xml'], ['{"ia::error":{}}', 'not-xml'],
		['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'forbidden-markup'], ['<a><?php x?></a>', 'forbidden-markup'],
		['<a>&nbsp;</a>', 'malformed'], ['<a>x & y</a>', 'malformed'], ['<a>&#0;</a>', 'malformed'], ['<a b="&c;"/>', 'malformed'],
		['<a></a><b></b>', 'malformed'], ['<a/><b/>', 'malformed'], ['<a></a>tail', 'malformed'], ['<a/>tail', 'malformed'],
		['<a/', 'malformed'], ['<a></a><!-- </a>', 'malformed'], ['<a><![CDATA[x</a>', 'malformed'], ['<a><b></a></b>', 'malformed'],
		['<a><__proto__>1</__proto__></a>', 'malformed'], ['<?xml version="1.0"?>', 'malformed'], ['<a></b>', 'malformed'],
	])('%j is %s', (document, defect) => {
		expect(defectOf(document)).toBe(defect);
	});

	it('refuses a document truncated at every byte', () => {
		const bytes = Buffer.from(SAMPLE_ANSWER, 'utf8');
		const accepted: number[] = [];
		for (let length = 0; length < bytes.length; length += 1) {
			try {
				parseXml(decodeUtf8(bytes.subarray(0, length)));
				accepted.push(length);
			} catch (error) {
				if (!(error instanceof XmlError)) throw error;
			}
		}
		expect(accepted).toEqual([]);
		expect(parseXml(decodeUtf8(bytes)).name).toBe('response');
	});

	it('refuses every self-closing root that is cut', () => {
		expect(['<a b="c"/', '<a b="c"', '<a b="c', '<a b', '<a', '<'].map(defectOf)).toEqual(Array(6).fill('malformed'));
	});

	it('accepts no random mutation that is not a complete document', () => {
		const spoil = fc.tuple(
			fc.nat({ max: SAMPLE_ANSWER.length }), fc.nat({ max: 12 }),
			fc.oneof(fc.constantFrom('', '<', '>', '/', '&', '"', '</', '<a>', '</a>', '<a/>', '&#;', '<![CDATA[', ']]>', '<!--', '-->', '<!', '<?'), fc.string({ maxLength: 4 })),
		);
		fc.assert(fc.property(fc.array(spoil, { minLength: 1, maxLength: 3 }), (spoils) => {
			const document = spoils.reduce((so, [at, drop, put]) => so.slice(0, at) + put + so.slice(at + drop), SAMPLE_ANSWER);
			const verdict = defectOf(document);
			expect(verdict).not.toMatch(/^not an XmlError/);
			if (verdict === 'accepted' && !isCompleteDocument(document)) throw new Error(`accepted: ${document}`);
		}), { numRuns: 5000 });
	});
});
