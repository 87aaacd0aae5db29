import { errorOf, type Entry, type Rec, type Reply, type Site } from './driver';

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The stages of a creation, as calls that Sage sees. */
export const STAGES = {
	object: 'NewObject\\(GL_TransactionJournal_bus', number: 'GL_TransactionJournal_bus\\.nGetNext', key: 'GL_TransactionJournal_bus\\.nSetKey\\(',
	header: 'GL_TransactionJournal_bus\\.nSetValue\\(JournalComment', line: 'oLines\\.nAddLine', amount: 'oLines\\.nSetValue\\(CreditAmount',
	lineWrite: 'GL_TransactionJournal_bus\\.oLines\\.nWrite', write: 'GL_TransactionJournal_bus\\.nWrite', readBack: 'GL_TransactionJournal_bus\\.nGetResultSets',
	drop: 'GL_TransactionJournal_bus\\.DropObject',
} as const;

export type Stage = keyof typeof STAGES;

/** Spoils a call of a stage; the first reading of entries is the look-up in front of the creation. */
export const spoil = async (site: Site, kind: string, stage: Stage, more: Rec = {}): Promise<void> => {
	await site.control('faults', { kind, match: STAGES[stage], ...(stage === 'readBack' ? { skip: 1 } : {}), ...more });
};

export const clearFaults = async (site: Site): Promise<void> => {
	await fetch(`${site.simulator.url}/__sim/faults`, { method: 'DELETE' });
	await site.control('release', {});
};

/**
 * What a careful client does after an answer that leaves it open: look the key up until that says something, and send the same again only
 * when there is nothing. Gives the state that it ends with.
 */
export const settle = async (site: Site, body: Entry): Promise<{ readonly state: string; readonly posts: number }> => {
	let posts = 0;
	for (let turn = 0; turn < 100; turn += 1) {
		const found = await site.call(`/gl/journal-entries?naturalKey=${body.naturalKey}`);
		if (found.status !== 200) {
			// Nothing but a failure of the moment: the session that was lost, the company that is busy.
			if (found.status < 429) throw new Error(`${found.status} ${found.text}`);
			await pause(20);
			continue;
		}
		const [row] = found.body.items as readonly Rec[];
		if (row !== undefined && row.state !== 'in_doubt' && row.state !== 'in_progress') return { state: String(row.state), posts };
		if (row !== undefined) {
			await pause(20);
			continue;
		}
		posts += 1;
		await site.post(body).catch(() => undefined);
	}
	throw new Error(`${body.naturalKey} did not settle`);
};

/** How often an entry with this key was stored, whatever became of it. */
export const writesOf = async (site: Site, key: string): Promise<number> =>
	(await site.effects('entry-written')).filter(({ comment }) => String(comment) === key || String(comment).startsWith(`${key} `)).length;

export const codeOf = (reply: Reply): string => (reply.status < 400 ? String(reply.status) : `${reply.status} ${errorOf(reply).code}`);
