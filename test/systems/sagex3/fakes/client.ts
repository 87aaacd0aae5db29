import type { Http } from '../../../../src/contracts';
import { createSageX3Client, type SageX3Client, type SageX3ClientOptions } from '../../../../src/systems/sagex3';
import { PassingClock } from '../../../doubles/passing-clock';
import type { Node } from './node-list';
import { SERVER, X3Server } from './x3-server';
import type { Generation } from './x3-schema';

export const BASIC = { way: 'basic', user: 'plan', password: 'p:w' } as const;
export const GRAPHQL = { serverUrl: `${SERVER}/`, endpoint: 'NORTHWIND', api: 'graphql' } as const;
export const CLASSIC = { ...GRAPHQL, api: 'classic' } as const;

export const clientOn = (http: Http, overrides: Partial<SageX3ClientOptions> = {}): SageX3Client =>
	createSageX3Client({ http, clock: new PassingClock(), place: GRAPHQL, signIn: BASIC, random: () => 0, ...overrides });

export const served = (tables: Record<string, Node[]>, generation: Generation = 'current', overrides: Partial<SageX3ClientOptions> = {}) => {
	const server = new X3Server(tables, generation);
	return { server, client: clientOn(server, overrides) };
};
