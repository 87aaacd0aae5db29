import { WRAPPERS, type Action, type Contract, type FieldCode, type Member } from './catalogue';

type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const VALUE: Readonly<Record<FieldCode, Schema>> = {
	S: { type: 'string', nullable: true }, B: { type: 'boolean', nullable: true }, I: { type: 'integer', format: 'int32', nullable: true },
	H: { type: 'integer', format: 'int32', nullable: true }, L: { type: 'integer', format: 'int64', nullable: true },
	Y: { type: 'integer', format: 'int32', nullable: true }, D: { type: 'number', format: 'double', nullable: true },
	F: { type: 'number', format: 'double', nullable: true }, G: { type: 'string', format: 'uuid', nullable: true },
	T: { type: 'string', format: 'date-time', nullable: true }, O: { type: 'string', format: 'date' },
};
const CODES = Object.keys(VALUE) as FieldCode[];
const CUSTOM_CODES = CODES.filter((code) => code !== 'O');

const withoutNull = ({ nullable: _, ...schema }: Schema): Schema => schema;

const anyOf = (schema: Schema): Schema => ({ type: 'object', additionalProperties: schema });
const CUSTOM = anyOf(anyOf(ref('CustomField')));

const memberSchema = (member: Member): Schema => {
	if (member.kind === 'field') return ref(WRAPPERS[member.code]);
	return member.kind === 'link' ? ref(member.type) : { type: 'array', items: ref(member.type) };
};

const systemSchemas = (later: boolean): Record<string, Schema> => ({
	Entity: {
		type: 'object',
		properties: {
			id: { type: 'string', format: 'uuid' }, rowNumber: { type: 'integer', format: 'int64' }, note: ref('StringValue'), custom: CUSTOM,
			error: { type: 'string' }, files: { type: 'array', items: ref('FileLink') },
			...(later ? { _links: anyOf({ type: 'string', format: 'uri' }) } : {}),
		},
	},
	FileLink: {
		type: 'object',
		properties: {
			id: { type: 'string', format: 'uuid' }, filename: { type: 'string' }, href: { type: 'string', format: 'uri' },
			comment: { type: 'string', nullable: true },
		},
	},
	HttpError: {
		type: 'object',
		properties: {
			message: { type: 'string' }, exceptionMessage: { type: 'string', nullable: true }, exceptionType: { type: 'string', nullable: true },
			stackTrace: { type: 'string', nullable: true }, modelState: anyOf({ type: 'array', items: { type: 'string' } }), messageDetail: { type: 'string' },
		},
		additionalProperties: { type: 'object' },
	},
	CustomField: { required: ['type'], type: 'object', properties: { type: { type: 'string' } }, discriminator: { propertyName: 'type' } },
	...Object.fromEntries(CODES.filter((code) => later || code !== 'O').map((code) =>
		[WRAPPERS[code], { type: 'object', properties: { value: later ? VALUE[code] : withoutNull(VALUE[code]), error: { type: 'string' } } }])),
	...Object.fromEntries(CUSTOM_CODES.map((code) => [`Custom${WRAPPERS[code].replace('Value', 'Field')}`,
		{ allOf: [ref('CustomField'), { type: 'object', properties: { value: withoutNull(VALUE[code]), error: { type: 'string' } } }] }])),
});

const entitySchemas = (contract: Contract): Record<string, Schema> => Object.fromEntries(contract.typeNames().map((name) => {
	const properties: Record<string, Schema> = {};
	for (const [field, member] of contract.type(name).members) properties[field] = memberSchema(member);
	if (contract.later && contract.isEntity(name)) properties._workflowActions = anyOf(ref(`${name}CustomAction`));
	return [name, { allOf: [ref('Entity'), { type: 'object', properties }] }];
}));

const actionSchema = (entity: string, { parameters }: Action): Schema => ({
	required: parameters.size > 0 ? ['entity', 'parameters'] : ['entity'],
	type: 'object',
	properties: {
		entity: ref(entity),
		...(parameters.size === 0 ? {} : {
			parameters: {
				type: 'object',
				properties: Object.fromEntries([...parameters].map(([name, code]) => [name, ref(WRAPPERS[code])])),
				description: 'The parameters of the action.',
			},
		}),
	},
});

const actionSchemas = (contract: Contract): Record<string, Schema> => Object.fromEntries(contract.topLevel.flatMap((entity) => [
	...contract.actions(entity).map((action) => [action.name, actionSchema(entity, action)] as const),
	[`${entity}CustomAction`, {
		required: ['entity'], type: 'object',
		properties: { entity: ref(entity), parameters: { type: 'object', properties: { custom: CUSTOM }, description: 'The parameters of the action.' } },
	}] as const,
]));

const content = (schema: Schema): Schema => ({ 'application/json': { schema }, 'text/json': { schema } });
const failure = (description: string): Schema => ({ description, content: content(ref('HttpError')) });
const answer = (description: string, schema: Schema): Schema => ({ description, content: content(schema) });
const parameters = (...names: readonly string[]): { parameters: readonly Schema[] } =>
	({ parameters: names.map((name) => ({ $ref: `#/components/parameters/${name}` })) });
const body = (schema: Schema): Schema => ({ requestBody: { content: content(schema), required: true } });

const FIELDS = ['select', 'filter', 'expand', 'custom'] as const;

const entityPaths = (contract: Contract, entity: string): Record<string, Schema> => {
	const common = {
		401: failure('Not signed in.'), 500: failure('The request failed.'), ...(contract.later ? { 409: failure('The form is busy.') } : {}),
	};
	const written = {
		...common, 400: failure('The request is not valid.'), 412: failure('A precondition failed.'),
		422: answer('The data are not valid.', ref(entity)),
	};
	const call = (id: string, rest: Schema): Schema => ({ tags: [entity], operationId: `${entity}_${id}`, ...rest });
	const one = { ...common, 200: answer('The record.', ref(entity)) };
	const removed = { ...common, 204: { description: 'Deleted.' } };
	const invoked = { ...written, 202: { description: 'Running; Location says where to ask.' }, 204: { description: 'Done.' } };
	const invoke = (name: string, schema: string, ...path: readonly string[]): Schema => ({
		post: call(`InvokeAction_${name}`, { ...(path.length > 0 ? parameters(...path) : {}), ...body(ref(schema)), responses: invoked }),
	});
	const base = `/${entity}`;
	return {
		...Object.fromEntries(contract.actions(entity).map(({ name }) => [`${base}/${name}`, invoke(name, name)])),
		[`${base}/{actionName}`]: invoke('CustomAction', `${entity}CustomAction`, 'actionName'),
		[`${base}/$adHocSchema`]: { get: call('GetAdHocSchema', { responses: one }) },
		[`${base}/{ids}`]: {
			get: call('GetByKeys', { ...parameters('ids', ...FIELDS), responses: one }),
			delete: call('DeleteByKeys', { ...parameters('ids'), responses: removed }),
		},
		[`${base}/{ids}/files/{filename}`]: { put: call('PutFile', {
			...parameters('ids', 'filename'), responses: { ...common, 204: { description: 'Attached.' } },
		}) },
		[`${base}/{id}`]: {
			get: call('GetById', { ...parameters('id', ...FIELDS), responses: one }),
			delete: call('DeleteById', { ...parameters('id'), responses: removed }),
		},
		[base]: {
			get: call('GetList', {
				...parameters(...FIELDS, 'skip', 'top'), responses: { ...common, 200: answer('The records.', { type: 'array', items: ref(entity) }) },
			}),
			put: call('PutEntity', { ...parameters(...FIELDS), ...body(ref(entity)), responses: { ...written, 200: answer('The record.', ref(entity)) } }),
			...(contract.later ? {
				patch: call('PatchEntity', { ...parameters(...FIELDS), ...body(ref(entity)),
					responses: { ...written, 404: failure('There is no such record.'), 200: answer('The record.', ref(entity)) } }),
			} : {}),
		},
	};
};

const text = (name: string, place: 'path' | 'query', schema: Schema = { type: 'string' }): Schema =>
	({ name: place === 'query' ? `$${name}` : name, in: place, ...(place === 'path' ? { required: true } : {}), schema });

const PARAMETERS: Readonly<Record<string, Schema>> = {
	actionName: text('actionName', 'path'), ids: text('ids', 'path'), filename: text('filename', 'path'),
	id: text('id', 'path', { type: 'string', format: 'uuid' }),
	select: text('select', 'query'), filter: text('filter', 'query'), expand: text('expand', 'query'), custom: text('custom', 'query'),
	skip: text('skip', 'query', { type: 'integer', format: 'int32' }), top: text('top', 'query', { type: 'integer', format: 'int32' }),
};

/** swagger.json of an endpoint: schemas and paths are those of the real document, descriptions are not (reference acumatica 1). */
export const openApiOf = (contract: Contract, server: string): Schema => ({
	openapi: '3.0.1',
	info: { title: `${contract.name}/${contract.version}`, version: '4' },
	servers: [{ url: server }],
	paths: Object.assign({}, ...contract.topLevel.map((entity) => entityPaths(contract, entity))) as Schema,
	components: { schemas: { ...entitySchemas(contract), ...actionSchemas(contract), ...systemSchemas(contract.later) }, parameters: PARAMETERS },
	tags: contract.topLevel.map((name) => ({ name, description: contract.screen(name) })),
});
