import type { SimRequest } from '../../harness/server';

interface LaterAct {
	readonly match: RegExp;
	/** So many matching requests are still answered first. */
	left: number;
	readonly act: () => void;
}

/** What was asked to happen between two requests of a client: after so many that match, and before the next one is looked at. */
export class LaterActs {
	private acts: LaterAct[] = [];

	add(match: string, after: number, act: () => void): void {
		this.acts.push({ match: new RegExp(match), left: after, act });
	}

	/** To be told of every request to the Integration API before it is handled. */
	seen(request: SimRequest): void {
		const line = `${request.method} ${request.path}`;
		const due: LaterAct[] = [];
		for (const one of this.acts.filter(({ match }) => match.test(line))) {
			if (one.left === 0) due.push(one);
			else one.left -= 1;
		}
		this.acts = this.acts.filter((one) => !due.includes(one));
		for (const one of due) one.act();
	}

	forget(): void {
		this.acts = [];
	}
}
