import fc from 'fast-check';
import { XmlError } from '../../../src/core/xml';
import { flatRecords } from '../../../src/core/xml/flat-records';
import { parseWholeXml, parseXml } from '../../../src/core/xml/parse-xml';

const page = (records: string, attributes = ' listtype="GLDETAIL" totalcount="3" offset="0" count="3" numremaining="0"'): string =>
	'<?xml version="1.0" encoding="UTF-8"?><response><control><status>success</status></control><operation><authentication><status>success</status></authentication>'
	+ `<result><status>success</status><function>query</function><data${attributes}>${records}</data></result></operation></response>`;

const outcome = (parse: (document: string) => unknown, document: string): unknown => {
	try {
		return parse(document);
	} catch (error) {
		if (error instanceof XmlError) return 'refused';
		throw error;
	}
};

/** Both ways say the same of a document. */
const agrees = (document: string): void => expect(outcome(parseXml, document)).toEqual(outcome(parseWholeXml, document));

const THREE = '<GLDETAIL><RECORDNO>1</RECORDNO><VENDOR.NAME>Tide &amp; Co</VENDOR.NAME><WHENPAID/></GLDETAIL>'
	+ '<GLDETAIL><RECORDNO>0002</RECORDNO><VENDOR.NAME> &#039;M&#xFC;ller&#039;\n</VENDOR.NAME><WHENPAID></WHENPAID></GLDETAIL>'
	+ '<GLDETAIL><RECORDNO>1E5</RECORDNO><VENDOR.NAME>ü</VENDOR.NAME><WHENPAID>true</WHENPAID></GLDETAIL>';

describe('records read the fast way', () => {
	it('are what the whole parser reads', () => {
		expect(flatRecords(THREE)).toBeDefined();
		agrees(page(THREE));
		agrees(page('<A><B>1</B></A>'));
		agrees(page('<A><B>1</B></A><C><B>2</B></C><A><B>3</B></A>'));
	});

	it.each([
		['', 'nothing'], ['<A></A>', 'a record without fields'], ['<A/>', 'an empty record'], ['<A><B>1</B><B>2</B></A>', 'a repeated field'],
		['<A><B><C>1</C></B></A>', 'a nested field'], ['<A x="1"><B>1</B></A>', 'an attribute'], ['<A> <B>1</B></A>', 'white space'], ['<A><B>1</B></A> ', 'white space behind'],
		['<A><B><![CDATA[1]]></B></A>', 'CDATA'], ['<A><B>1<!-- --></B></A>', 'a comment'], ['<A><B>1\r\n2</B></A>', 'a carriage return'], ['<A><B>]]></B></A>', 'an end of CDATA'],
		['<A><B>1</C></A>', 'a wrong end'], ['<A><B>1</B>', 'a cut record'], ['<A><B>1', 'a cut field'], ['<A><__proto__>1</__proto__></A>', 'a dangerous name'], ['text', 'text'],
		['<Ä><B>1</B></Ä>', 'another alphabet'],
	])('%j is left to the whole parser: %s', (records) => {
		expect(flatRecords(records)).toBeUndefined();
		agrees(page(records));
	});

	it('a page cut at any place is refused, as the whole parser refuses it', () => {
		const document = page(THREE);
		for (let length = 0; length < document.length; length += 1) expect(outcome(parseXml, document.slice(0, length))).toBe('refused');
	});

	it('agree with the whole parser on any mutation of a page', () => {
		const document = page(THREE);
		const piece = fc.oneof(fc.constantFrom('<', '>', '/', '&', '</data>', '<data ', '<data>', '<B>', '</B>', '</GLDETAIL>', '<GLDETAIL>', ' ', ']]>', '<!--', '-->', '<![CDATA[', '&amp;', '&x;', '\r', '\u0000', '"'), fc.string());
		fc.assert(fc.property(fc.nat(document.length), fc.nat(40), piece, (at, cut, insert) => {
			agrees(document.slice(0, at) + insert + document.slice(at + cut));
		}), { numRuns: 8000 });
	});

	it('agree with the whole parser on any records', () => {
		const value = fc.string().map((text) => text.replace(/[^\t\n -\ud7ff]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
		const record = fc.dictionary(fc.constantFrom('A', 'B.C', 'd_1', 'constructor', 'toString'), value, { minKeys: 1 });
		fc.assert(fc.property(fc.array(record, { minLength: 1 }), (records) => {
			agrees(page(records.map((fields) => `<R>${Object.entries(fields).map(([name, text]) => `<${name}>${text}</${name}>`).join('')}</R>`).join('')));
		}));
	});
});
