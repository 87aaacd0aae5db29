import type { SimRequest } from './server';

interface LaterAct {
	readonly match: RegExp;
	left: number;
	act(): void;
}

/** `GET /path?$filter=…`, decoded but for the plus signs that stand for spaces. */
const lineOf = ({ method, path, query }: SimRequest): string => {
	const text = query.toString();
	return `${method} ${path}${text === '' ? '' : `?${decodeURIComponent(text)}`}`;
};

/**
 * Things that happen between two requests of a client: after so many answers that match, a regular expression over "METHOD path?query".
 * A system tells it of each answer, whatever came of the request; an act happens once.
 */
export class LaterActs {
	private waiting: LaterAct[] = [];

	schedule(match: string, requests: number, act: () => void): void {
		this.waiting.push({ match: new RegExp(match), left: requests, act });
	}

	answered(request: SimRequest): void {
		const line = lineOf(request);
		for (const one of [...this.waiting]) {
			if (!one.match.test(line)) continue;
			one.left -= 1;
			if (one.left > 0) continue;
			this.waiting = this.waiting.filter((other) => other !== one);
			one.act();
		}
	}

	forget(): void {
		this.waiting = [];
	}
}
