import type { Clock, Http, HttpResponse } from '../../../src/contracts';

/** Long enough for a panel to open, short enough that an action just created shows up. */
const FRESH_MS = 20_000;
const MOST = 500;

interface Remembered {
	readonly answer: Promise<HttpResponse>;
	readonly atMs: number;
}

const memory = new Map<string, Remembered>();

/** Tests begin without what an earlier one has looked at. */
export const forgetEditorMemory = (): void => memory.clear();

const isWhole = (body: Buffer): boolean => {
	try {
		JSON.parse(body.toString('utf8'));
		return true;
	} catch {
		return false;
	}
};

/**
 * The editor asks for each pick list anew: a mapping with eleven columns asks for the same workspace, model and import
 * definition eleven times over, out of the tenant's 600 requests a minute. What was looked at a moment ago is
 * given again, to the same user at the same address only. Failures are not kept, nor answers that were cut short, which
 * are asked for again. Executions never use this.
 */
export const withEditorMemory = (http: Http, owner: string, clock: Pick<Clock, 'now'>): Http => ({
	async send(request) {
		if (request.method !== 'GET') return await http.send(request);
		const key = JSON.stringify([owner, request.url, request.headers?.accept ?? '']);
		const known = memory.get(key);
		if (known && clock.now() - known.atMs < FRESH_MS) return await known.answer;
		if (memory.size >= MOST) memory.clear();
		const answer = http.send(request);
		memory.set(key, { answer, atMs: clock.now() });
		const forget = (): void => {
			if (memory.get(key)?.answer === answer) memory.delete(key);
		};
		answer.then(({ status, body }) => (status === 200 && isWhole(body) ? undefined : forget()), forget);
		return await answer;
	},
});
