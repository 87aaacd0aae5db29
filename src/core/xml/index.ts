export { XmlError, type XmlDefect } from './xml-error';
export { parseXml, decodeUtf8 } from './parse-xml';
export { child, children, allChildren, text, ownText, attribute, textFields, type XmlElement } from './element';
export { element, optional, verbatim, escapeXml, xmlDocument, XmlMarkup, type XmlContent } from './write-xml';
