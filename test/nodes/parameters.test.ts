import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { OWN_CREDENTIALS, OWN_NODES } from './engine/own-classes';

const ROOT = join(__dirname, '../..');

const valuesOf = ({ options = [] }: INodeProperties): string[] => (options as INodePropertyOptions[]).map(({ value }) => String(value));
const shownFor = (property: INodeProperties, name: string): string[] | undefined => property.displayOptions?.show?.[name]?.map(String);

/** Every `resource.operation` that the panel offers; only the operation where there are no resources. */
const offered = (properties: readonly INodeProperties[]): string[] => {
	const resources = properties.find(({ name }) => name === 'resource');
	return properties.filter(({ name }) => name === 'operation').flatMap((property) => {
		const operations = valuesOf(property);
		return resources ? (shownFor(property, 'resource') ?? []).flatMap((resource) => operations.map((operation) => `${resource}.${operation}`)) : operations;
	});
};

const everyProperty = (properties: readonly INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => [property, ...everyProperty((property.options ?? []).flatMap((option) => ('values' in option ? option.values : 'type' in option ? [option] : [])))]);

const methodsNamed = (property: INodeProperties): string[] => [
	property.typeOptions?.loadOptionsMethod, ...(property.modes ?? []).map(({ typeOptions }) => typeOptions?.searchListMethod),
].filter((name): name is string => name !== undefined);

describe.each(OWN_NODES)('the panel of $folder', ({ folder, node, operations: table }) => {
	const { properties } = node.description;

	it('offers exactly the operations that exist', () => {
		expect(offered(properties).sort()).toEqual(Object.keys(table).sort());
	});

	it('each resource has operations, and the default is one of them', () => {
		const resources = properties.find(({ name }) => name === 'resource');
		for (const resource of resources ? valuesOf(resources) : []) expect(offered(properties).filter((name) => name.startsWith(`${resource}.`))).not.toEqual([]);
		for (const property of properties.filter(({ name }) => name === 'operation' || name === 'resource')) expect(valuesOf(property)).toContain(property.default);
	});

	it('shows fields only for resources and operations that exist', () => {
		const names = new Set(offered(properties));
		const operations = new Set([...names].map((name) => name.split('.').at(-1)));
		for (const property of properties) {
			const [resources, wanted] = [shownFor(property, 'resource'), shownFor(property, 'operation')];
			for (const operation of wanted ?? []) {
				if (resources) expect({ of: property.name, ok: resources.some((resource) => names.has(`${resource}.${operation}`)) }).toEqual({ of: property.name, ok: true });
				else expect(operations).toContain(operation);
			}
		}
	});

	it('refers in its conditions only to fields of its own', () => {
		const all = everyProperty(properties);
		const names = new Set(all.map(({ name }) => name));
		for (const { name, displayOptions } of all) for (const other of Object.keys({ ...displayOptions?.show, ...displayOptions?.hide })) expect({ name, other, known: names.has(other.replace(/^\//, '')) }).toEqual({ name, other, known: true });
	});

	it('no two fields of one name are shown for the same operation', () => {
		const shown = properties.filter(({ name }) => name !== 'operation').flatMap((property) =>
			(shownFor(property, 'resource') ?? ['*']).flatMap((resource) => (shownFor(property, 'operation') ?? ['*']).map((operation) => `${resource}.${operation} ${property.name}`)));
		expect(shown.filter((entry, index) => shown.indexOf(entry) !== index)).toEqual([]);
	});

	it('names only list methods that the node has', () => {
		const own = new Set([...Object.keys(node.methods?.listSearch ?? {}), ...Object.keys(node.methods?.loadOptions ?? {})]);
		const named = new Set(everyProperty(properties).flatMap(methodsNamed));
		expect([...named].filter((name) => !own.has(name))).toEqual([]);
		expect([...own].filter((name) => !named.has(name))).toEqual([]);
	});

	it('has icons and a codex of its own', () => {
		const { icon } = node.description as { icon: { light: string; dark: string } };
		for (const file of [icon.light, icon.dark]) expect(readFileSync(join(ROOT, 'nodes', folder, file.replace('file:', '')), 'utf8')).toContain('<svg');
		const codex = JSON.parse(readFileSync(join(ROOT, 'nodes', folder, `${folder}.node.json`), 'utf8')) as { node: string; categories: string[] };
		expect(codex.node).toBe(`n8n-nodes-erp-anaplan.${node.description.name}`);
		expect(codex.categories.length).toBeGreaterThan(0);
	});

	it('asks for a credential that the package has', () => {
		for (const { name } of node.description.credentials ?? []) expect(OWN_CREDENTIALS.map((credential) => credential.name)).toContain(name);
	});
});

describe.each(OWN_CREDENTIALS.map((credential) => [credential.name, credential] as const))('the credential %s', (_name, credential) => {
	it('has icons, documentation and an expirable field that n8n can fill', () => {
		const { light, dark } = credential.icon as { light: string; dark: string };
		for (const file of [light, dark]) expect(existsSync(join(ROOT, 'credentials', file.replace('file:', '')))).toBe(true);
		expect(credential.documentationUrl).toMatch(/^https:/);
		// Tokens of an OAuth2 credential are kept and renewed by n8n itself.
		const expirable = credential.properties.filter(({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable);
		expect(expirable).toHaveLength(credential.extends?.includes('oAuth2Api') ? 0 : 1);
		expect(credential.preAuthentication).toBeDefined();
	});

	it('hides every secret', () => {
		for (const { name, typeOptions } of credential.properties.filter((property) => /password|token$|^certificate$|privateKey|passphrase|secret$/i.test(property.name))) expect({ name, hidden: typeOptions?.password }).toEqual({ name, hidden: true });
	});
});
