import { FunctionFailure } from './failures';
import type { Predicate } from './condition';
import type { Table } from './table';
import type { World } from './world';
import type { ObjectDefinition } from './catalogue';

/** At the top level records private to entities are hidden unless asked for; inside an entity one sees shared ones and its own (reference 8). */
export const visibleIn = (table: Table, entity: string, showPrivate: boolean): Predicate => {
	const owners = table.cached('owners', () => {
		const all = table.list().map((row) => row.values.MEGAENTITYID ?? '');
		return all.some((owner) => owner !== '') ? all : undefined;
	});
	if (!owners || (entity === '' && showPrivate)) return () => true;
	if (entity === '') return (at) => owners[at] === '';
	return (at) => owners[at] === '' || owners[at] === entity;
};

/** The object, if it exists and the user may read it. */
export const readableObject = (world: World, name: string): ObjectDefinition => {
	const definition = world.database.definition(name);
	if (!definition) throw new FunctionFailure([{ errorno: 'Query Failed', description2: `Object definition ${name} not found` }]);
	const denied = world.switches
		.text('deniedObjects')
		.split(',')
		.map((entry) => entry.trim());
	if (denied.includes(definition.name)) {
		throw new FunctionFailure([
			{
				errorno: 'PL04000005',
				description: '',
				description2: `You do not have permission for API operation READ_BY_QUERY on objects of type ${definition.name}`,
			},
		]);
	}
	if (definition.name === 'AUDITHISTORY' && !world.switches.flag('auditAllowed')) {
		throw new FunctionFailure([
			{
				errorno: world.switches.text('auditDenial') === 'missing' ? null : '',
				description: '',
				description2: 'You do not have permission to view the audit history',
			},
		]);
	}
	return definition;
};
