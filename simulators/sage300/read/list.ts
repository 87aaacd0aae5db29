import { scaled } from '../../harness/decimal';
import type { SimResponse } from '../../harness/server';
import { isNumber, type Resource } from '../contract/types';
import type { Row } from '../data/row';
import type { Call } from '../http/call';
import { htmlPage, Page } from '../http/failure';
import type { SwitchValues } from '../switches';
import { predicateOf } from './filter';
import { listOptions, type ListOptions } from './options';
import { rowText, valueOf } from './shown';

export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;

const ENVELOPES: Readonly<Record<SwitchValues['envelope'],
	{ readonly head: string; readonly next: string; readonly count: (total: number) => string }>> = {
	odata4: { head: '@odata.context', next: '@odata.nextLink', count: (total) => `"@odata.count":${total}` },
	odata3: { head: 'odata.metadata', next: 'odata.nextLink', count: (total) => `"odata.count":"${total}"` },
};

const ordered = (rows: readonly Row[], order: ListOptions['orderBy']): readonly Row[] => (order.length === 0 ? rows : [...rows].sort((a, b) => {
	for (const { property, descending } of order) {
		const [left, right] = [a, b].map((row) => (isNumber(property) ? scaled(valueOf(row, property), 3) : valueOf(row,
			property))) as [string | bigint, string | bigint];
		if (left !== right) return (left < right ? -1 : 1) * (descending ? -1 : 1);
	}
	return 0;
}));

/** The caller's options with $skip raised and $top lowered by what was delivered (reference sage-300 5.1, inferred). */
const linkOf = (base: string, { given }: ListOptions, skip: number, top: number | undefined): string => {
	const kept = given.filter(([name]) => name !== '$skip' && name !== '$top');
	const all = [...kept, ...(top === undefined ? [] : [['$top', String(top)] as const]), ['$skip', String(skip)] as const];
	return `${base}?${all.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
};

const contextOf = (path: string, { name }: Resource): string => `${path.slice(0, path.lastIndexOf('/'))}/$metadata#${name}`;

/** One page of a list, in the order of the keys. Throws Refusal, and Page for what a proxy answers. */
export const list = ({ world, request, company, resource, own, path }: Call): SimResponse => {
	const switches = world.switches.values;
	const options = listOptions(request.query, resource.type, switches);
	const source = company.source(own, switches.postedAccounts === 'formatted');
	const predicate = options.filter === undefined ? undefined : predicateOf(options.filter, resource.type, switches);
	const rows = predicate === undefined && options.orderBy.length === 0 ? source.list() : world.selections.of(
		JSON.stringify([company.definition.id, own, options.filter, request.query.get('$orderby'), switches.fiscalSetNames,
			switches.fiscalSetWords, switches.postedAccounts]),
		source, (all) => ordered(predicate === undefined ? all : all.filter(predicate), options.orderBy),
	);
	const { skip, top } = options;
	const wanted = Math.min(top ?? Number.POSITIVE_INFINITY, Math.max(0, rows.length - skip));
	const page = rows.slice(skip, skip + Math.min(wanted, switches.pageSize));
	if (world.pool.spoilsList() || (switches.largestPage > 0 && page.length > switches.largestPage)) throw new Page(htmlPage(502, 'Bad Gateway'));
	const origin = switches.nextLinkHost === '' ? world.context.baseUrl() : switches.nextLinkHost;
	const more = wanted > page.length && (top === undefined || top <= switches.pageSize || switches.topAbovePage === 'link');
	const envelope = ENVELOPES[switches.envelope];
	const rest = top === undefined ? undefined : top - page.length;
	const members = [
		`"${envelope.head}":${JSON.stringify(contextOf(`${origin}${path}`, resource))}`, ...(options.count ? [envelope.count(rows.length)] : []),
		`"value":[${page.map((row) => rowText(row, resource.type, switches, options.select)).join(',\n')}]`,
		...(more ? [`"${envelope.next}":${JSON.stringify(linkOf(`${origin}${path}`, options, skip + page.length, rest))}`] : []),
	];
	return { status: 200, headers: JSON_TYPE, body: `{${members.join(',')}}`, note: { rows: page.length } };
};
