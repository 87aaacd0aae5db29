import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** S string, B boolean, I int, H short, L long, Y byte, D decimal, F double, G guid, T date and time, O date. */
export type FieldCode = 'S' | 'B' | 'I' | 'H' | 'L' | 'Y' | 'D' | 'F' | 'G' | 'T' | 'O';

export const WRAPPERS: Readonly<Record<FieldCode, string>> = {
	S: 'StringValue', B: 'BooleanValue', I: 'IntValue', H: 'ShortValue', L: 'LongValue', Y: 'ByteValue', D: 'DecimalValue', F: 'DoubleValue',
	G: 'GuidValue', T: 'DateTimeValue', O: 'DateOnlyValue',
};

export type Member =
	| { readonly kind: 'field'; readonly code: FieldCode }
	| { readonly kind: 'link'; readonly type: string }
	| { readonly kind: 'detail'; readonly type: string };

export interface EntityType {
	readonly name: string;
	readonly members: ReadonlyMap<string, Member>;
}

export interface Action {
	readonly name: string;
	readonly parameters: ReadonlyMap<string, FieldCode>;
}

interface ContractFile {
	readonly screens: Readonly<Record<string, string>>;
	readonly actions: Readonly<Record<string, string>>;
	readonly types: Readonly<Record<string, string>>;
	readonly earlier: Readonly<Record<string, {
		readonly without: readonly string[];
		readonly types: Readonly<Record<string, string>>;
		readonly actions: Readonly<Record<string, string>>;
	}>>;
}

const FILE = JSON.parse(readFileSync(join(__dirname, 'default-endpoint.json'), 'utf8')) as ContractFile;

const isCode = (text: string): text is FieldCode => Object.hasOwn(WRAPPERS, text);

const memberOf = (text: string): Member => {
	if (isCode(text)) return { kind: 'field', code: text };
	return text.startsWith('[') ? { kind: 'detail', type: text.slice(1, -1) } : { kind: 'link', type: text };
};

const typeOf = (name: string, text: string): EntityType => ({
	name,
	members: new Map(text.split(' ').filter((part) => part !== '').map((part) => {
		const at = part.indexOf(':');
		return [part.slice(0, at), memberOf(part.slice(at + 1))] as const;
	})),
});

const actionOf = (text: string): Action => {
	const [, name = '', parameters = ''] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? [];
	return {
		name,
		parameters: new Map(parameters.split(' ').filter((part) => part !== '').map((part) => {
			const [field = '', code = 'S'] = part.split(':');
			return [field, isCode(code) ? code : 'S'] as const;
		})),
	};
};

/** What one version of an endpoint has: entities, their members, actions and forms, as in the real OpenAPI documents. */
export class Contract {
	readonly topLevel: readonly string[];
	private readonly known = new Map<string, EntityType>();

	constructor(
		readonly name: string, readonly version: string,
		private readonly types: Readonly<Record<string, string>>,
		private readonly actionTexts: Readonly<Record<string, string>>,
		private readonly screens: Readonly<Record<string, string>>,
		/** Members that later builds added to every entity. */
		readonly later: boolean,
	) {
		this.topLevel = Object.keys(screens).sort();
	}

	typeNames(): readonly string[] {
		return Object.keys(this.types);
	}

	isEntity(name: string): boolean {
		return Object.hasOwn(this.screens, name);
	}

	type(name: string): EntityType {
		const known = this.known.get(name);
		if (known !== undefined) return known;
		const made = typeOf(name, this.types[name] ?? '');
		this.known.set(name, made);
		return made;
	}

	actions(entity: string): readonly Action[] {
		return (this.actionTexts[entity] ?? '').split('; ').filter((text) => text !== '').map(actionOf);
	}

	/** `Journal Transactions (GL301000)`. */
	screen(entity: string): string {
		return this.screens[entity] ?? '';
	}
}

const { screens: SCREENS, types: TYPES, actions: ACTIONS, earlier: EARLIER } = FILE;

const earlierContract = (version: string): Contract => {
	const { without, types, actions } = EARLIER[version] ?? { without: [], types: {}, actions: {} };
	const kept = Object.fromEntries(Object.entries(TYPES).filter(([name]) => !without.includes(name)));
	return new Contract('Default', version, { ...kept, ...types }, { ...ACTIONS, ...actions }, SCREENS, false);
};

/** An endpoint that somebody made on the site: all of Default, and an entity with a date-only key (reference acumatica 3). */
const customContract = (): Contract => new Contract('PlanConnect', '1.0',
	{ ...TYPES, PlanCalendar: 'PlanDate:O Description:S PlanPeriod:S WorkingDays:I LastModifiedDateTime:T' }, ACTIONS,
	{ ...SCREENS, PlanCalendar: 'Plan Calendar (PC201000)' }, true);

export const CONTRACTS: readonly Contract[] = [
	earlierContract('24.200.001'),
	new Contract('Default', '25.200.001', TYPES, ACTIONS, SCREENS, true),
	customContract(),
];

export const isSystemEndpoint = ({ name }: Contract): boolean => name === 'Default';
