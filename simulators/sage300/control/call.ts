import type { Company } from '../data/company';
import type { World } from '../world';

/** A request to the control surface that makes no sense. */
export class ControlProblem extends Error {}

export interface ControlCall {
	readonly world: World;
	readonly query: URLSearchParams;
	readonly body: Readonly<Record<string, unknown>>;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
	&& !Array.isArray(value);

export const textIn = (body: Readonly<Record<string, unknown>>, name: string, fallback?: string): string => {
	const value = body[name] ?? fallback;
	if (typeof value !== 'string') throw new ControlProblem(`${name} must be text`);
	return value;
};

export const numberIn = (body: Readonly<Record<string, unknown>>, name: string, fallback?: number): number => {
	const value = body[name] ?? fallback;
	if (typeof value !== 'number') throw new ControlProblem(`${name} must be a number`);
	return value;
};

/** The company that is named, or the first one. */
export const companyIn = ({ world, query, body }: ControlCall): Company => {
	const id = query.get('company') ?? (typeof body.company === 'string' ? body.company : undefined);
	const found = world.company(id);
	if (found === undefined) throw new ControlProblem(`no company ${id ?? ''}`);
	return found;
};
