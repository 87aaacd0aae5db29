/** Something that shall go wrong inside the system, not between it and the client. */
export type Disturbance =
	/** Line number `line` of a new batch is refused; nothing is stored. */
	| { readonly kind: 'refuse-line'; readonly line: number; readonly message: string; readonly field: string }
	/** Only the first lines of a new batch are stored, and the answer is an error. */
	| { readonly kind: 'keep-lines'; readonly lines: number }
	/** Somebody else saved the record meanwhile. */
	| { readonly kind: 'updated-by-other' }
	/** The release starts and then fails. */
	| { readonly kind: 'release-fails'; readonly message: string };
