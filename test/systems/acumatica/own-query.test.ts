import { FatalError } from '../../../src/core/errors';
import { ownQueryRequest } from '../../../src/systems/acumatica/wire/own-query';
import { collect, rejection } from '../../doubles/results';
import { json } from '../../doubles/scripted-http';
import { clientOn, PLACE, scripted, SITE } from './fakes/client';
import { Site } from './fakes/site';

const BASE = `${SITE}/entity/Default/24.200.001/`;
const addressOf = (path: string): URL => new URL(ownQueryRequest(PLACE, { path }).url);

describe('an own query', () => {
	it.each(['', ' ', '../Account', 'Account//1', 'Account\\..\\x'])('refuses %j, which would not stay below the endpoint', (path) => {
		expect(() => ownQueryRequest(PLACE, { path })).toThrow(FatalError);
	});

	it('escapes what would end the path, and a blank around it is no part of it', () => {
		expect(addressOf(' Account/a?b#c/%2e ').href).toBe(`${BASE}Account/a%3Fb%23c/%252e`);
	});

	it('keeps the dollar sign of a schema', () => {
		expect(addressOf('Bill/$adHocSchema').href).toBe(`${BASE}Bill/$adHocSchema`);
	});

	it('gives the answer as it came, numbers as text', async () => {
		const { client } = scripted([json([{ Amount: { value: 1 } }])]);
		expect(await client.query({ path: 'Bill' })).toEqual([{ Amount: { value: '1' } }]);
	});
});

describe('records with their keys', () => {
	const lines = [{ Account: '52000' }, { Account: '20000' }];
	const site = (): Site => new Site({ Bill: [{ Type: 'Bill', ReferenceNbr: '1', Vendor: 'V/1', LastModifiedDateTime: '2026-03-01T00:00:00+00:00', Details: lines }] });

	it('are named as changes name them, without a stamp', async () => {
		expect(await collect(clientOn(site()).keyedRecords({ entity: 'Bill', fields: ['Vendor'], stampField: null }))).toEqual([{ key: 'Bill/1', stamp: null, fields: { Type: 'Bill', ReferenceNbr: '1', Vendor: 'V/1' } }]);
		const rows = await collect(clientOn(site()).keyedRecords({ entity: 'Bill', fields: ['Details/Account'], detail: 'Details', stampField: null }));
		expect(rows.map(({ key }) => key)).toEqual(['Bill/1/1', 'Bill/1/2']);
	});

	it('fields of rows that are not read are refused instead of being empty', async () => {
		const error = await rejection(collect(clientOn(site()).keyedRecords({ entity: 'Bill', fields: ['Vendor', 'Details/Account'], stampField: null })));
		expect(error).toBeInstanceOf(FatalError);
		expect((error as FatalError).message).toContain('Details/Account belongs to rows that are not read');
	});
});
