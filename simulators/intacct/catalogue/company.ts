import { define, to, type ObjectDefinition } from './definition';

const dimension = (term: string): ObjectDefinition['dimension'] => ({ term, userDefined: false });

/** Words of the audit history; query compares with the letter, readByQuery with the word (reference 11.8). */
export const ACCESS_MODES = {
	A: 'Access',
	M: 'Modify',
	C: 'Create',
	D: 'Delete',
	W: 'Workflow',
	T: 'Activity',
	U: 'User action',
	Login: 'Login',
	'Platform Def': 'Platform Def',
	'Platform Action': 'Platform Action',
} as const;

/** A user-defined dimension is a custom object with lower-case system fields (reference 7, 10). */
const userDefinedDimension = (name: string, label: string): ObjectDefinition => ({
	name,
	label,
	keyField: 'id',
	nameField: 'name',
	stampField: 'updatedAt',
	createdField: 'createdAt',
	audited: true,
	relationships: [],
	fields: [
		{ name: 'id', type: 'INTEGER', label: 'Id', readOnly: true },
		{ name: 'name', type: 'TEXT', label: 'Name', required: true },
		{ name: 'createdBy', type: 'INTEGER', label: 'Created by', readOnly: true },
		{ name: 'createdAt', type: 'TIMESTAMP', label: 'Created at', readOnly: true },
		{ name: 'updatedAt', type: 'TIMESTAMP', label: 'Updated at', readOnly: true },
		{ name: 'RMANAGER', type: 'TEXT', label: 'Regional manager', custom: true },
	],
	dimension: { term: label, userDefined: true },
});

export const COMPANY_OBJECTS: readonly ObjectDefinition[] = [
	define('DEPARTMENT', {
		label: 'Department',
		nameField: 'DEPARTMENTID',
		required: 'DEPARTMENTID TITLE',
		text: 'DEPARTMENTID TITLE PARENTID SUPERVISORID',
		relationships: [to('PARENT', 'DEPARTMENT', 'PARENTID', 'DEPARTMENTID')],
		dimension: dimension('Department'),
	}),
	define('LOCATION', {
		label: 'Location',
		nameField: 'LOCATIONID',
		text: 'LOCATIONID NAME PARENTID CURRENCY',
		relationships: [to('PARENT', 'LOCATION', 'PARENTID', 'LOCATIONID')],
		dimension: dimension('Location'),
	}),
	define('LOCATIONENTITY', {
		label: 'Entity',
		nameField: 'LOCATIONID',
		text: 'LOCATIONID NAME CURRENCY FIRSTMONTH',
		date: 'STARTDATE ENDDATE',
		private: false,
	}),
	define('CLASS', { label: 'Class', nameField: 'CLASSID', text: 'CLASSID NAME PARENTID DESCRIPTION', dimension: dimension('Class') }),
	define('PROJECT', {
		label: 'Project',
		nameField: 'PROJECTID',
		text: 'PROJECTID NAME PARENTID PROJECTCATEGORY PROJECTSTATUS CUSTOMERID DEPARTMENTID LOCATIONID CFDA AGENCY PAYER',
		date: 'BEGINDATE ENDDATE',
		currency: 'BUDGETAMOUNT',
		relationships: [to('PARENT', 'PROJECT', 'PARENTID', 'PROJECTID')],
		dimension: dimension('Vehicle'),
	}),
	define('TASK', { label: 'Task', nameField: 'TASKID', text: 'TASKID NAME PARENTID PROJECTID' }),
	define('CUSTOMER', {
		label: 'Customer',
		nameField: 'CUSTOMERID',
		text: 'CUSTOMERID NAME PARENTID',
		currency: 'TOTALDUE',
		dimension: dimension('Customer'),
	}),
	define('ITEM', { label: 'Item', nameField: 'ITEMID', text: 'ITEMID NAME ITEMTYPE', dimension: dimension('Item') }),
	define('EMPLOYEE', { label: 'Employee', nameField: 'EMPLOYEEID', text: 'EMPLOYEEID NAME TITLE', dimension: dimension('Employee') }),
	define('WAREHOUSE', {
		label: 'Warehouse',
		nameField: 'WAREHOUSEID',
		text: 'WAREHOUSEID NAME PARENTID',
		dimension: dimension('Warehouse'),
	}),
	define('CONTRACT', { label: 'Contract', nameField: 'CONTRACTID', text: 'CONTRACTID NAME' }),
	define('USERINFO', { label: 'User', nameField: 'LOGINID', text: 'LOGINID DESCRIPTION', private: false }),
	{
		name: 'AUDITHISTORY',
		label: 'Audit history',
		keyField: 'ID',
		nameField: 'ID',
		createdField: 'ACCESSTIME',
		audited: false,
		relationships: [],
		fields: [
			{ name: 'ID', type: 'INTEGER', label: 'Id' },
			{ name: 'USERID', type: 'TEXT', label: 'User id' },
			{ name: 'ACCESSTIME', type: 'TIMESTAMP', label: 'Access time' },
			{ name: 'ACCESSMODE', type: 'ENUM', label: 'Access mode', codes: ACCESS_MODES },
			{ name: 'SOURCE', type: 'TEXT', label: 'Source' },
			{ name: 'OBJECTTYPE', type: 'TEXT', label: 'Object type' },
			{ name: 'OBJECTKEY', type: 'TEXT', label: 'Object key' },
		],
	},
	userDefinedDimension('REGION', 'Region'),
];

/** Listed by lookup, refused by query (reference 8). */
export const FORBIDDEN_IN_SELECT: Readonly<Record<string, ReadonlySet<string>>> = {
	PROJECT: new Set([
		'CFDA',
		'FUNDEDNAME',
		'AGENCY',
		'PAYER',
		'FUNDINGOTHERID',
		'ASSISTANCETYPE',
		'REVRESTRICTION',
		'RESTRICTIONEXPIRY',
		'RESTRICTIONEXPIRATIONDATE',
		'TIMESATISFACTIONSCHEDULED',
	]),
};
