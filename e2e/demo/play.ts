import { reportOn, type DemoReport, type StepReport } from './report';
import { shown } from './show';
import type { Stage } from './stage';
import { stepsOn } from './steps';

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Plays every step; one that goes wrong ends the story, because the next ones build on it. */
export const play = async (stage: Stage, say: (line: string) => void): Promise<DemoReport> => {
	const done: StepReport[] = [];
	for (const { name, tells, run } of stepsOn(stage)) {
		say(`\n== ${name}: ${tells}`);
		const began = performance.now();
		const seconds = (): number => Math.round((performance.now() - began) / 100) / 10;
		try {
			const figures = await run();
			const ok = figures.unexpected === undefined;
			done.push({ name, ok, seconds: seconds(), ...figures });
			say(shown(figures));
			if (!ok) return reportOn(done, `${name}: ${figures.unexpected}`);
		} catch (error) {
			done.push({ name, ok: false, seconds: seconds() });
			return reportOn(done, `${name}: ${wordsOf(error)}`);
		}
	}
	return reportOn(done);
};
