import { TABLES } from '../data/tables';
import { pairsOf, wordsOf } from '../switches';
import type { World } from '../world';
import { BusinessObject } from './business';
import { JournalObject } from './journal';
import { ServiceObject } from './service';
import type { ServerObject } from './server-object';
import type { Session } from './session';
import { UpdateObject } from './update';

const JOURNAL = 'GL_TransactionJournal';

/** Classes without their ending, and the table that each serves. */
const SERVED: ReadonlyMap<string, string> = new Map(TABLES.flatMap(({ name, classes }) => classes.split(/\s+/).map((one) => [one.toLowerCase(), name])));

/** One task for each class, as screens have (reference sage-100 2). */
const TASKS: readonly string[] = [...new Set(TABLES.flatMap(({ classes }) => classes.split(/\s+/)).map((one) => `${one}_ui`))];

/** The name that Sage knows; undefined for a name that an alias has replaced, or that this site has not. */
const resolved = (world: World, name: string): string | undefined => {
	const { aliases, absent } = world.switches.values;
	const pairs = pairsOf(aliases);
	const known = pairs.get(name) ?? ([...pairs.values()].includes(name) ? undefined : name);
	return wordsOf(absent).has(name) ? undefined : known;
};

/** 0 for a task that is not known. */
export const taskId = (world: World, name: string): number => {
	const known = resolved(world, name)?.toLowerCase();
	return known === undefined ? 0 : TASKS.findIndex((task) => task.toLowerCase() === known) + 1;
};

export const taskNamed = (_world: World, id: number): string | undefined => TASKS[id - 1];

/** The task of the class's own screen. */
export const taskOf = (world: World, className: string): string | undefined =>
	taskNamed(world, taskId(world, `${(resolved(world, className) ?? '').replace(/_[a-z]+$/i, '')}_ui`));

/** Undefined when the class is not known. */
export const objectOf = (world: World, session: Session, name: string): ServerObject | undefined => {
	const [, base = '', ending = ''] = /^(\w+)_(bus|svc|upd)$/i.exec(resolved(world, name) ?? '') ?? [];
	if (ending.toLowerCase() === 'upd') return base.toLowerCase() === JOURNAL.toLowerCase() ? new UpdateObject(world.id(), name, session) : undefined;
	const schema = world.schemas.find((one) => one.name === SERVED.get(base.toLowerCase()));
	if (schema === undefined) return undefined;
	if (ending.toLowerCase() === 'svc') return new ServiceObject(world.id(), name, session, schema);
	if (schema.name === 'GL_TransactionJournalHeader') return new JournalObject(world.id(), name, session, schema);
	return new BusinessObject(world.id(), name, session, schema);
};
