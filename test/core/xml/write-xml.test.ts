import fc from 'fast-check';
import { allChildren, attribute, element, escapeXml, optional, ownText, parseXml, text, verbatim, xmlDocument, XmlError } from '../../../src/core/xml';

describe('writing', () => {
	it('keeps the order given and leaves absent parts out', () => {
		expect(element('a', [element('z', '1'), optional('gone', undefined), optional('kept', ''), element('b', [element('c', '2')])]).markup)
			.toBe('<a><z>1</z><kept/><b><c>2</c></b></a>');
	});

	it('escapes text and attributes', () => {
		expect(element('a', '<x> & "y"', { k: '"<\'&\n' }).markup).toBe('<a k="&quot;&lt;&apos;&amp;&#10;">&lt;x&gt; &amp; "y"</a>');
	});

	it('puts the declaration first', () => {
		expect(xmlDocument(element('request', [verbatim('<x/>')]))).toBe('<?xml version="1.0" encoding="UTF-8"?><request><x/></request>');
	});

	it.each(['\u0000', 'a\u001bb', '\ud800', '\uffff'])('refuses the unwritable %j', (value) => {
		expect(() => escapeXml(value)).toThrow(XmlError);
	});

	it.each(['', '1a', 'a b', 'a>', '<a'])('refuses the name %j', (name) => {
		expect(() => element(name)).toThrow(XmlError);
		expect(() => element('a', '', { [name]: 'v' })).toThrow(XmlError);
	});

	it('writes what the reader reads back, for any text', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (one, two) => {
			const writable = two.replace(/[^\P{Cc}\t\n\r\u007f-\u009f]|[\p{Cs}\ufffe\uffff]/gu, '?');
			const root = parseXml(xmlDocument(element('a', [element('b', one), element('c', writable)], { k: writable })));
			expect(text(root, 'b')).toBe(one);
			expect(text(root, 'c')).toBe(writable);
			expect(attribute(root, 'k')).toBe(writable);
			expect(allChildren(root)).toHaveLength(2);
		}), { numRuns: 1000 });
	});

	it('reads an element with text alone', () => {
		expect(ownText(parseXml(element('a', 'x').markup))).toBe('x');
	});
});
