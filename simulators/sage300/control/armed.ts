/** Something that shall go wrong inside the system, not between it and the client. */
export type Disturbance =
	/** A POST is interrupted: the connection is cut; switch storedAtReset says what is stored. `lines` are the details that a part keeps. */
	| { readonly kind: 'interrupt'; readonly lines: number }
	/** The business layer refuses with its own message. */
	| { readonly kind: 'refuse'; readonly code: string; readonly message: string }
	/** Somebody else saved the record meanwhile: PATCH and PUT are refused. */
	| { readonly kind: 'modified-by-other' }
	/** The step that makes a new batch ready to post fails: the batch exists, and is open. */
	| { readonly kind: 'ready-fails' }
	/** Posting shows so many lines, the others when `finish-posting` comes. */
	| { readonly kind: 'slow-posting'; readonly lines: number };
