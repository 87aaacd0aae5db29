import type { SwitchValues } from '../switches';
import { JOURNAL_BATCH } from './resources/journal';
import { ledgerResources } from './resources/ledger';
import { operationsResources } from './resources/operations';
import { PAYABLES } from './resources/payables';
import { entityType } from './spec';
import type { EntityType, Property, Resource } from './types';

const PROFILE = 'CSCompanyProfile';

/** What the site has, by the name that the database knows it by; names of properties as they are kept. */
export const RESOURCES: readonly Resource[] = [...ledgerResources(JOURNAL_BATCH), ...PAYABLES, ...operationsResources(PROFILE)];

export const resourceNamed = (name: string): Resource => {
	const found = RESOURCES.find((one) => one.name === name);
	if (found === undefined) throw new TypeError(`no resource ${name}`);
	return found;
};

const WORDS_OF_TITLE = /set|code|type|net|amount|balance|switch|currency|decimals|date|year/g;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const NAME_FORMS: Readonly<Record<SwitchValues['fiscalSetNames'], (name: string) => string>> = {
	catalogue: (name) => name,
	camel: (name) => capital(name.charAt(0) + name.slice(1).replace(WORDS_OF_TITLE, capital)),
	capitals: (name) => name.toUpperCase(),
};

const LETTERS: Readonly<Record<string, string>> = {
	Actuals: 'A', Quantity: 'Q', Budget1: '1', Budget2: '2', Budget3: '3', Budget4: '4', Budget5: '5', ProvisionalActuals: 'P',
	Functional: 'F', Source: 'S', Equivalent: 'E',
};

const lettered = (property: Property): Property => (property.kind !== 'enum'
	|| property.words.some((word) => LETTERS[word] === undefined) ? property : {
	...property, words: property.words.map((word) => LETTERS[word]!), shown: new Map(property.words.map((word) => [word, LETTERS[word]!])),
});

type Change = (property: Property) => Property;

const changed = (type: EntityType, change: Change): EntityType => entityType(
	type.name, type.properties.map((property) => change(property.type === undefined ? property : { ...property,
		type: changed(property.type, change) })),
	type.key.map(({ field }) => field),
);

/** `Resource.Property=Name` of switch `renamed`; at any depth. */
const renames = (text: string): ReadonlyMap<string,
	string> => new Map(text.split(',').map((one) => one.trim()).filter((one) => one !== '').map((one) => {
	const [place = '', name = ''] = one.split('=');
	return [place, name] as const;
}));

/** The resources as this site serves them now. A record of a resource is kept under the resource's own name whatever it is served as. */
export class Catalogue {
	private readonly byName: ReadonlyMap<string, Resource>;
	readonly resources: readonly Resource[];
	/** Served name to own name. */
	private readonly own = new Map<string, string>();

	constructor({ fiscalSetNames, fiscalSetWords, renamed, companyProfileName, calendarStatus }: SwitchValues) {
		const names = renames(renamed);
		this.resources = RESOURCES.map((resource) => {
			const change: Change = (property) => {
				const served = resource.name === 'GLAccountFiscalSets' ? { ...property, name: NAME_FORMS[fiscalSetNames](property.name) } : property;
				const worded = resource.name === 'GLAccountFiscalSets' && fiscalSetWords === 'letters' ? lettered(served) : served;
				return { ...worded, name: names.get(`${resource.name}.${property.name}`) ?? worded.name };
			};
			const whole = changed(resource.type, change);
			const type = resource.name === 'CSFiscalCalendars' && calendarStatus === 'absent'
				? entityType(whole.name, whole.properties.filter(({ kind }) => kind !== 'rows'), whole.key.map(({ field }) => field)) : whole;
			const name = resource.name === PROFILE ? companyProfileName : resource.name;
			this.own.set(name, resource.name);
			return { ...resource, name, type };
		});
		this.byName = new Map(this.resources.map((resource) => [`${resource.module}/${resource.name}`, resource]));
	}

	find(module: string, name: string): Resource | undefined {
		return this.byName.get(`${module}/${name}`);
	}

	ownName(resource: Resource): string {
		return this.own.get(resource.name) ?? resource.name;
	}

	ofModule(module: string): readonly Resource[] {
		return this.resources.filter((resource) => resource.module === module);
	}
}

/** The catalogue of these switches, made again only when one of them has changed. */
export class Catalogues {
	private known: { readonly of: string; readonly catalogue: Catalogue } | undefined;

	for(values: SwitchValues): Catalogue {
		const of = [values.fiscalSetNames, values.fiscalSetWords, values.renamed, values.companyProfileName, values.calendarStatus].join('|');
		if (this.known?.of !== of) this.known = { of, catalogue: new Catalogue(values) };
		return this.known.catalogue;
	}
}
