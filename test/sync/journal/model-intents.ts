/** A store of intents that all processes share, reached through requests that a schedule orders. */
import type { Intents } from '../../../src/sync/journal';
import type { Schedule } from './schedule';

export interface IntentsTraits {
	/** Reading and noting are two steps, between which others come: no lock, as in n8n's own register. */
	readonly inTwoSteps?: boolean;
	/** Whether the nth announcement fails, and whether it was kept all the same; beyond the list none does. */
	readonly failures?: ReadonlyArray<'none' | 'kept' | 'not kept'>;
	/** Keeps nothing. */
	readonly forgets?: boolean;
}

export class ModelIntents {
	private readonly noted = new Set<string>();
	private announcements = 0;

	constructor(private readonly schedule: Schedule, private readonly traits: IntentsTraits) {
		const { outerState } = schedule;
		schedule.outerState = () => [outerState(), [...this.noted], this.announcements];
	}

	/** The store as the run of this name reaches it. */
	port(run: string): Intents {
		return {
			announce: async (references) => {
				const failure = this.traits.failures?.[this.announcements++] ?? 'none';
				const known = (): ReadonlySet<string> => new Set(references.filter((reference) => this.noted.has(reference)));
				const note = (): void => {
					if (this.traits.forgets !== true && failure !== 'not kept') references.forEach((reference) => this.noted.add(reference));
				};
				const read = this.traits.inTwoSteps === true ? await this.schedule.arrive(run, 'read intents', known) : undefined;
				return await this.schedule.arrive(run, 'announce', () => {
					const before = read ?? known();
					note();
					if (failure !== 'none') throw new Error('the store is gone');
					return before;
				});
			},
		};
	}
}
