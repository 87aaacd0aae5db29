export type Kind = 'text' | 'enum' | 'date' | 'amount' | 'decimal' | 'integer' | 'flag' | 'rows';

export interface Property {
	/** As it is served. */
	readonly name: string;
	/** As rows keep it. */
	readonly field: string;
	readonly kind: Kind;
	/** Most characters of a text. */
	readonly length: number;
	/** What an absent value means. */
	readonly initial: string;
	/** The words of an enum as they are served. */
	readonly words: readonly string[];
	/** Kept word to served word, where they differ. */
	readonly shown: ReadonlyMap<string, string>;
	/** Of the rows. */
	readonly type?: EntityType;
}

export interface EntityType {
	readonly name: string;
	readonly properties: readonly Property[];
	/** By served name. */
	readonly byName: ReadonlyMap<string, Property>;
	/** Properties of the key, in order; of rows the one that tells them apart within their parent. */
	readonly key: readonly Property[];
}

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';

export interface Resource {
	readonly module: string;
	readonly name: string;
	readonly type: EntityType;
	readonly verbs: readonly Verb[];
	/** Runs something and has no records. */
	readonly process: boolean;
}

export const isNumber = ({ kind }: Property): boolean => kind === 'amount' || kind === 'decimal' || kind === 'integer';

/** Properties with a place in a row of their own, without the nested ones. */
export const plainOf = (type: EntityType): readonly Property[] => type.properties.filter(({ kind }) => kind !== 'rows');
