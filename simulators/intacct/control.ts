import type { SimRequest } from '../harness/server';
import type { ObjectDefinition } from './catalogue';
import { accessor, renderer } from './field-access';
import { removeRecord, saveRecord, type Author } from './record-change';
import { loadSeeds, type SeedChoice } from './seeds/load';
import type { Row } from './table';
import type { World } from './world';

type Body = Readonly<Record<string, unknown>>;

/** Somebody at the screen, not the integration. */
const CONTROLLER: Author = { user: 'controller', source: 'ui' };

const bodyOf = (request: SimRequest): Body => JSON.parse(request.body.toString('utf8') || '{}') as Body;

const objectNamed = (world: World, name: unknown): ObjectDefinition => {
	const definition = typeof name === 'string' ? world.database.definition(name) : undefined;
	if (!definition) throw new Error(`unknown object ${String(name)}; known: ${world.database.catalogue.names().join(', ')}`);
	return definition;
};

/** Texts as the API shows them, and `stamp` in UTC ISO (null when empty). */
const listRecords = (world: World, query: URLSearchParams): unknown => {
	const definition = objectNamed(world, query.get('object'));
	const asked = query.get('fields')?.split(',');
	const columns = definition.fields
		.filter(({ name }) => !asked || asked.includes(name))
		.map(({ name }) => {
			const access = accessor(world, definition.name, name)!;
			return [name, renderer(world, access)] as const;
		});
	const rows = world.database.truths(definition.name);
	const from = Number(query.get('offset') ?? 0);
	const to = query.has('limit') ? from + Number(query.get('limit')) : undefined;
	const stampOf = (row: Row): string | null => (definition.stampField ? row.values[definition.stampField] || null : null);
	const records = rows.slice(from, to).map((row) => {
		const record: Record<string, string | null> = {};
		for (const [name, render] of columns) record[name] = render(row);
		record.stamp = stampOf(row);
		return record;
	});
	return { object: definition.name, count: rows.length, records };
};

const textsOf = (record: unknown): Record<string, string> =>
	Object.fromEntries(
		Object.entries((record ?? {}) as Body)
			.filter(([name]) => name !== 'stamp')
			.map(([name, value]) => [name, value === null || value === undefined ? '' : String(value)]),
	);

const stampOf = (body: Body): number | null | undefined => {
	if (body.stamp === null) return null;
	if (typeof body.stamp !== 'string') return undefined;
	const ms = Date.parse(body.stamp);
	if (Number.isNaN(ms)) throw new Error(`stamp ${body.stamp} is no ISO time`);
	return ms;
};

/** By RECORDNO; without it by the natural key of an existing record; else a new one. */
const keyOf = (world: World, definition: ObjectDefinition, texts: Readonly<Record<string, string>>): string | undefined => {
	const key = texts[definition.keyField];
	if (key) return key;
	const name = definition.nameField === definition.keyField ? '' : (texts[definition.nameField] ?? '');
	return name === '' ? undefined : world.database.find(definition.name, definition.nameField, name)?.key;
};

const saveOne = (world: World, definition: ObjectDefinition, record: unknown, body: Body): Record<string, unknown> => {
	const texts = textsOf(record);
	for (const name of Object.keys(texts)) {
		if (!world.database.catalogue.field(definition.name, name))
			world.database.catalogue.addField(objectNamed(world, definition.name), name, 'TEXT');
	}
	const row = saveRecord(world, definition, keyOf(world, definition, texts), texts, {
		author: CONTROLLER,
		stamp: stampOf(body),
		...(typeof body.visibleAfterSeconds === 'number' ? { visibleAfterSeconds: body.visibleAfterSeconds } : {}),
	});
	return { object: definition.name, recordno: row.key, stamp: definition.stampField ? row.values[definition.stampField] || null : null };
};

const saveRecords = (world: World, body: Body): unknown => {
	const definition = objectNamed(world, body.object);
	if (Array.isArray(body.records)) return { saved: body.records.map((record: unknown) => saveOne(world, definition, record, body)) };
	return saveOne(world, definition, body.record, body);
};

const deleteRecord = (world: World, body: Body): unknown => {
	const definition = objectNamed(world, body.object);
	const key = String(body.recordno);
	return { object: definition.name, recordno: key, deleted: removeRecord(world, definition, key, { author: CONTROLLER }) };
};

/** Switches and clock stay; records, sessions, counters and completed controlids start anew. */
const reset = (world: World, initial: SeedChoice, body: Body): unknown => {
	const directory = body.seed === undefined ? initial.directory : body.seed === 'default' ? undefined : String(body.seed);
	const mode = body.seedMode === 'replace' || body.seedMode === 'only' ? body.seedMode : initial.mode;
	world.sessions.reset();
	world.usage.reset();
	world.completed.clear();
	if (body.switches === true) world.switches.reset();
	loadSeeds(world, { directory, mode });
	world.effects.add('reset', { seed: directory ?? 'default' });
	return { reset: true, objects: counts(world) };
};

const counts = (world: World): Record<string, number> =>
	Object.fromEntries(
		world.database.catalogue
			.names()
			.map((name) => [name, world.database.truths(name).length] as const)
			.filter(([, count]) => count > 0),
	);

const changeSwitches = (world: World, body: Body): unknown => {
	world.switches.set(body);
	world.effects.add('switches', { ...body });
	return world.switches.list();
};

type Route = (world: World, request: SimRequest, initial: SeedChoice) => unknown;

/** "METHOD route" → what it does. */
const ROUTES: Readonly<Record<string, Route>> = {
	'GET records': (world, request) => listRecords(world, request.query),
	'POST records': (world, request) => saveRecords(world, bodyOf(request)),
	'POST delete': (world, request) => deleteRecord(world, bodyOf(request)),
	'GET objects': (world) => counts(world),
	'GET switches': (world) => world.switches.list(),
	'POST switches': (world, request) => changeSwitches(world, bodyOf(request)),
	'POST reset': (world, request, initial) => reset(world, initial, bodyOf(request)),
	'GET sessions': (world) => world.sessions.list().map((session) => ({ ...session, alive: session.expiresAt > world.now() })),
	'POST sessions/expire': (world) => world.sessions.expireAll(),
	'GET usage': (world) => world.usage.summary(),
};

/** Answers a control route; a refusal is an answer too, so that a mistyped call does not look like a defect. */
export const control = (world: World, initial: SeedChoice, route: string, request: SimRequest): unknown => {
	const handler = ROUTES[`${request.method} ${route}`];
	if (!handler) return undefined;
	world.database.settle(world.now());
	try {
		return handler(world, request, initial);
	} catch (error) {
		return { error: error instanceof Error ? error.message : String(error) };
	}
};
