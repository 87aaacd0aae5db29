/** Why a text is not taken as an XML document. */
export type XmlDefect =
	| 'empty'
	| 'html'
	| 'not-xml'
	| 'encoding'
	| 'forbidden-markup'
	| 'malformed'
	/** Asked to write something that XML cannot hold. */
	| 'unwritable';

/** A text that is not one complete, plain XML document. The caller knows the system and the operation and says so. */
export class XmlError extends Error {
	readonly defect: XmlDefect;

	constructor(defect: XmlDefect, message: string) {
		super(message);
		this.name = 'XmlError';
		this.defect = defect;
	}
}
