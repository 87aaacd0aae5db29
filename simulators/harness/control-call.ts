/**
 * What acts and queries of a control surface are given, and how they read it. A member that is missing or of another type is refused by
 * its name; `ControlProblem` is answered with 400 and the reason (see control.ts).
 */
export class ControlProblem extends Error {}

export type ControlBody = Readonly<Record<string, unknown>>;

/** One request to the control surface of the system that stands in `World`. */
export interface ControlCall<World> {
	readonly world: World;
	readonly query: URLSearchParams;
	readonly body: ControlBody;
}

export const isRecord = (value: unknown): value is ControlBody => typeof value === 'object' && value !== null && !Array.isArray(value);

export const textIn = (body: ControlBody, name: string, fallback?: string): string => {
	const value = body[name] ?? fallback;
	if (typeof value !== 'string') throw new ControlProblem(`${name} must be text`);
	return value;
};

export const numberIn = (body: ControlBody, name: string, fallback?: number): number => {
	const value = body[name] ?? fallback;
	if (typeof value !== 'number') throw new ControlProblem(`${name} must be a number`);
	return value;
};
