import { behind } from '../../../../src/systems/intacct/reading/place';
import { stampFormat } from '../../../../src/systems/intacct/stamps/stamp-format';
import { requestXml } from '../../../../src/systems/intacct/wire/envelope';
import { allOf, anyOf, atLeast, equalTo, isNull, lessThan, type Filter } from '../../../../src/systems/intacct/wire/filter';
import * as functions from '../../../../src/systems/intacct/wire/functions';
import { rawFunction } from '../../../../src/systems/intacct/wire/raw-function';

export const WIRE_IDENTITY = { senderId: 'bluefin-ws', senderPassword: 'sender-secret', companyId: 'BluefinTools', userId: 'ws_anaplan', userPassword: 'user-secret & <more>' };

export const wireDocument = (fn: functions.IntacctFunction): string => requestXml({
	senderId: WIRE_IDENTITY.senderId, senderPassword: WIRE_IDENTITY.senderPassword, controlId: `${fn.name}-1`,
	authentication: { sessionId: 'k3Qz0example1..' }, function: fn.markup,
});

const pacific = stampFormat('-08:00');
const order = { keyField: 'RECORDNO', stamp: { field: 'WHENMODIFIED', format: pacific } };
const range = allOf(atLeast('WHENMODIFIED', pacific.toLiteral('2026-03-01T08:00:00Z')), lessThan('WHENMODIFIED', pacific.toLiteral('2026-03-02T08:00:00Z')));
const orderBy = [{ field: 'WHENMODIFIED' }, { field: 'RECORDNO' }];
const select = ['RECORDNO', 'VENDORID', 'VENDOR.NAME', 'WHENMODIFIED'];

const ALL_OPERATORS: Filter = {
	operator: 'or', filters: [
		{ operator: 'and', filters: [
			equalTo('STATE', 'Posted'), { operator: 'notequalto', field: 'VENDORID', value: 'V & Co' }, { operator: 'lessthan', field: 'TOTALDUE', value: '10' },
			{ operator: 'lessthanorequalto', field: 'TOTALDUE', value: '9.5' }, { operator: 'greaterthan', field: 'TOTALDUE', value: '-1' },
			{ operator: 'greaterthanorequalto', field: 'TOTALDUE', value: '0' },
		] },
		{ operator: 'between', field: 'WHENDUE', from: '01/01/2026', to: '01/31/2026' },
		{ operator: 'in', field: 'STATE', values: ['Posted', 'Partially Paid'] }, { operator: 'notin', field: 'STATE', values: ['Draft'] },
		{ operator: 'like', field: 'DOCNUMBER', value: 'A<%' }, { operator: 'notlike', field: 'DOCNUMBER', value: '_B' },
		{ operator: 'isnull', field: 'WHENPAID' }, { operator: 'isnotnull', field: 'WHENDUE' },
	],
};

/** Every kind of request, as the client's own code makes it. */
export const REQUESTS: Readonly<Record<string, functions.IntacctFunction>> = {
	'query-first-page': functions.query({ object: 'APBILL', select, orderBy, filter: range }),
	'query-next-page': functions.query({
		object: 'APBILL', select, orderBy, filter: allOf(allOf(range, anyOf(equalTo('STATE', 'Posted'))), behind({ key: '901', stamp: '2026-03-01T16:10:11Z' }, order)),
	}),
	'query-unstamped': functions.query({ object: 'GLBATCH', select: ['RECORDNO'], orderBy: [{ field: 'RECORDNO' }], filter: isNull('WHENMODIFIED') }),
	'query-unstamped-next-page': functions.query({
		object: 'GLBATCH', select: ['RECORDNO'], orderBy: [{ field: 'RECORDNO' }], filter: allOf(isNull('WHENMODIFIED'), behind({ key: '77', stamp: null }, { keyField: 'RECORDNO' })),
	}),
	'query-without-filter': functions.query({ object: 'REPORTINGPERIOD', select: ['RECORDNO', 'NAME'], showPrivate: false, caseInsensitive: true, pageSize: 1, offset: 3, orderBy: [{ field: 'NAME', descending: true }] }),
	'query-all-operators': functions.query({ object: 'APBILL', select, filter: ALL_OPERATORS }),
	'readByQuery': functions.readByQuery({ object: 'GLACCOUNTBALANCE', fields: ['ACCOUNTNO', 'FORBAL'], query: "PERIOD = 'Month Ended February 2026' AND BOOKID = 'ACCRUAL'" }),
	'readByQuery-all': functions.readByQuery({ object: 'GLACCOUNT', query: "STATUS = 'T' AND WHENMODIFIED >= '03/01/2026 00:00:00'", pageSize: 100 }),
	'readMore': functions.readMore('7765623332AbExample5gAAAAA9', 'GLACCOUNT'),
	'lookup': functions.lookup('APBILL'),
	'inspect-all': functions.inspect('*'),
	'inspect': functions.inspect('APBILL'),
	'inspect-detail': functions.inspect('APBILL', true),
	'getDimensions': functions.getDimensions(),
	'readUserFormatting': functions.readUserFormatting('ws_anaplan'),
	'trialbalance-dates': functions.getTrialBalance({ period: { from: '2026-02-01', to: '2026-02-28' }, showDepartments: true, showLocations: true, locationId: 'E100' }),
	'trialbalance-period': functions.getTrialBalance({
		period: { period: 'Month Ended February 2026' }, showZeroBalances: true, book: 'CASH', adjustmentBooks: ['GAAP', 'TAX'], includeReportingBook: true,
		statistical: 'include', departmentId: 'ENG', locationId: 'E100',
	}),
	'balances-by-dimensions': functions.getAccountBalancesByDimensions({
		period: { period: 'Month Ended February 2026' }, accounts: { firstAccount: '1000', lastAccount: '9999' }, groupBy: ['location', 'department'],
	}),
	'balances-by-dimensions-budget': functions.getAccountBalancesByDimensions({
		period: { from: '2026-02-01', to: '2026-02-28' }, accounts: { group: 'Revenue' }, groupBy: ['location'], content: 'Actual and Budget', budgetId: 'B26',
		showPeriodDetail: true, showZeroWithActivity: false, statistical: 'include',
	}),
	'balances-by-dimensions-account': functions.getAccountBalancesByDimensions({ period: { period: 'P' }, accounts: { account: '0400.10' }, groupBy: ['class'] }),
	'raw': rawFunction('<getDimensionRelationships/>'),
};
