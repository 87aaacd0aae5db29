import { execute, GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate, type DocumentNode } from 'graphql';
import type { SimRequest, SimResponse } from '../../harness/server';
import type { Folder } from '../data/folder';
import type { UserDefinition } from '../model/types';
import type { World } from '../world';
import { jsonAnswer } from '../http/failure';
import { Asked } from './asked';

interface Asking {
	readonly query: string;
	readonly variables: Readonly<Record<string, unknown>>;
	readonly operation: string | undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
	&& !Array.isArray(value);

const askedIn = (request: SimRequest): Asking | undefined => {
	let body: unknown;
	try {
		body = JSON.parse(request.body.toString('utf8'));
	} catch {
		return undefined;
	}
	if (!isRecord(body) || typeof body.query !== 'string') return undefined;
	return { query: body.query, variables: isRecord(body.variables) ? body.variables : {},
		operation: typeof body.operationName === 'string' ? body.operationName : undefined };
};

const refused = (errors: readonly GraphQLError[]): SimResponse =>
	jsonAnswer(400, { errors: errors.map(({ message, locations }) => ({ message, ...(locations === undefined ? {} : { locations }) })),
		extensions: {} },
		{ refused: errors[0]?.message });

const parsed = (query: string): DocumentNode | GraphQLError => {
	try {
		return parse(query);
	} catch (error) {
		if (error instanceof GraphQLError) return error;
		throw error;
	}
};

/** One GraphQL request of a user in a folder (reference sage-x3 3.1, 3.6). `nodes` of the note are those that were listed. */
export const serveGraphql = async (world: World, request: SimRequest, folder: Folder, user: UserDefinition): Promise<SimResponse> => {
	const asking = askedIn(request);
	if (asking === undefined) return jsonAnswer(400, { errors: [{ message: 'Must provide query string.' }], extensions: {} });
	const { values } = world.switches;
	const { schema, catalogue } = world.contracts.of(folder.definition, values);
	const document = parsed(asking.query);
	if (document instanceof GraphQLError) return refused([document]);
	const errors = validate(schema, document, values.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]);
	if (errors.length > 0) return refused(errors);
	const asked = new Asked(world, catalogue, { folder, language: user.language, values }, user.denied ?? []);
	const { data, errors: failures = [] } = await execute({
		schema, document, variableValues: asking.variables, operationName: asking.operation, contextValue: asked, rootValue: {},
	});
	if (data === undefined) return refused(failures);
	const all = [...failures, ...asked.warnings].map((error) => ({ message: error.message, path: error.path, extensions: error.extensions }));
	const note = { folder: folder.definition.endpoint, nodes: [...asked.nodes], rows: asked.rows,
		...(all.length === 0 ? {} : { errors: all.length }) };
	const diagnoses = world.armed.take('notice', [...asked.nodes].join(' '));
	const body = {
		data, ...(all.length === 0 ? {} : { errors: all }),
		extensions: { diagnoses: diagnoses === undefined ? [] : [{ severity: diagnoses.severity, message: diagnoses.message, path: [] }] },
	};
	return jsonAnswer(failures.length === 0 ? 200 : values.failureStatus, body, note);
};
