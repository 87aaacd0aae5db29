import type { SimResponse } from '../../harness/server';
import { INQUIRIES } from '../contract/keys';
import type { Stored } from '../data/record';
import { instantOf } from '../data/stamp';
import { queryOf, type Call } from '../http/call';
import { exception, invalid, json } from '../http/failure';
import { DetailInFilter, EntityFields } from './entity-fields';
import { FilterReader } from './filter';
import { BadFilter } from './filter-words';
import { recordJson } from './render';
import { shapeOf, type Shape } from './shape';
import { checkForm, visibleTo } from './visible';

const cannotOptimize = (name: string): Error => exception(500, 'PX.Api.ContractBased.OptimizedExport.CannotOptimizeException',
	`Optimization cannot be performed.The following fields cause the error:\r\n${name}: View ${name} has BQL delegate\r\n`);

/** A list is one database query; what is fed by code makes all of it fail (reference acumatica 4.1). */
const checkDelegates = ({ world, entity }: Call, shape: Shape): void => {
	if (INQUIRIES.has(entity) || world.switches.lists('delegates', entity)) throw cannotOptimize(entity);
	const asked = [...shape.expanded.keys(), ...(shape.fields ?? [])];
	const found = asked.find((name) => world.switches.lists('delegates', `${entity}/${name}`));
	if (found !== undefined) throw cannotOptimize(found);
};

/** The records that satisfy $filter. */
export const filtered = ({ world, contract, entity }: Call, text: string, records: readonly Stored[]): readonly Stored[] => {
	if (text.trim() === '') return records;
	const { serverOffset, detailFilter, crossViewFilter } = world.switches.values;
	const reader = new FilterReader(new EntityFields(contract, entity, serverOffset));
	try {
		const test = reader.read(text);
		if (crossViewFilter === 'empty' && reader.views.size > 1) return [];
		return records.filter(test);
	} catch (error) {
		if (error instanceof BadFilter) throw exception(500, 'Microsoft.Data.OData.ODataException', error.message);
		if (!(error instanceof DetailInFilter)) throw error;
		if (detailFilter === 'refuse') throw exception(500, 'System.InvalidOperationException', 'Sequence contains no elements');
		return detailFilter === 'empty' ? [] : records;
	}
};

const ordered = ({ world, request, entity }: Call, records: readonly Stored[]): readonly Stored[] => {
	const text = queryOf(request, '$orderby');
	const { orderBy, serverOffset } = world.switches.values;
	if (text === '' || orderBy === 'ignore') return records;
	if (orderBy === 'refuse') throw invalid({ $orderby: ['The query parameter $orderby is not supported.'] });
	const [name = '', direction = 'asc'] = text.trim().split(/\s+/);
	const rank = (one: Stored): string | number => {
		const value = one.values[name] ?? '';
		return /^\d{4}-\d{2}-\d{2}/.test(value) ? instantOf(value, serverOffset) : `${entity}${value}`;
	};
	return [...records].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0) * (direction === 'desc' ? -1 : 1));
};

const whole = ({ request }: Call, name: string): number | undefined => {
	const text = request.query.get(name);
	if (text === null) return undefined;
	if (!/^\d+$/.test(text)) throw invalid({ [name]: [`The value '${text}' is not valid for Nullable\`1.`] });
	return Number(text);
};

/** GET {Entity}: everything unless $top says otherwise, in key order; $skip past the end is an empty list (reference acumatica 4). */
export const list = (call: Call): SimResponse => {
	checkForm(call);
	const { world, contract, entity, request, session } = call;
	const shape = shapeOf(contract, entity, request.query);
	checkDelegates(call, shape);
	const { wideSelect } = world.switches.values;
	if (wideSelect > 0 && shape.custom.length > wideSelect) throw exception(
		500, 'System.Data.SqlClient.SqlException', 'The query processor ran out of internal resources.',
	);
	const visible = world.database.store(entity).list().filter(visibleTo(call));
	// The calendar of a company is empty as long as nobody says which of several companies (reference acumatica 5.1).
	const hidden = entity === 'CompanyFinancialPeriod' && world.company.companies.length > 1 && !/\bCompany\b/.test(queryOf(request, '$filter'));
	const matching = ordered(call, filtered(call, queryOf(request, '$filter'), hidden ? [] : visible));
	const skip = whole(call, '$skip') ?? 0;
	const page = matching.slice(skip, skip + (whole(call, '$top') ?? matching.length));
	const viewer = { world, contract, session: session.id };
	return {
		...json(200, page.map((one, at) => recordJson(viewer, entity, one, shape, at + 1))),
		note: { entity, rows: page.length, of: matching.length },
	};
};
