import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatorDescriptor } from './harness/descriptor';

const isDescriptor = (value: unknown): value is SimulatorDescriptor => typeof value === 'object' && value !== null && 'name' in value && 'start' in value;

/** Every folder beside this file whose index exports a descriptor, in the order of the alphabet. */
export const simulatedSystems = async (): Promise<readonly SimulatorDescriptor[]> => {
	const folders = readdirSync(__dirname).filter((name) => existsSync(join(__dirname, name, 'index.ts'))).sort();
	return Promise.all(folders.map(async (name) => {
		const { descriptor } = (await import(`./${name}/index.ts`)) as { descriptor?: unknown };
		if (!isDescriptor(descriptor) || descriptor.name !== name) throw new Error(`simulators/${name}/index.ts exports no descriptor named ${name}`);
		return descriptor;
	}));
};
