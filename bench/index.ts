import { measureAcumatica } from './acumatica';
import { measureExport } from './export';
import { measureMemory } from './memory';
import { measurePolling } from './polling';
import { measureSage100 } from './sage100';
import { measureSage300 } from './sage300';
import { measureSageX3 } from './sagex3';
import { measureUpload } from './upload';
import { measureFlow } from './flow';
import { kept, ratioLine, type Ratio } from './run/figures';

const PARTS: Readonly<Record<string, (say: (line: string) => void) => Promise<Ratio[]>>> = { memory: measureMemory, upload: measureUpload, polling: measurePolling, export: measureExport, acumatica: measureAcumatica, sage100: measureSage100, sage300: measureSage300, sagex3: measureSageX3, flow: measureFlow };

/** Measures the parts that are named on the command line, all of them when none is. */
const main = async (): Promise<void> => {
	const wanted = process.argv.slice(2);
	const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
	if (unknown !== undefined) throw new Error(`There is no part ${unknown}; there are ${Object.keys(PARTS).join(', ')}.`);
	const say = (line: string): void => console.log(`      ${line}`);
	console.log(`npm run bench${wanted.length > 0 ? ` -- ${wanted.join(' ')}` : ''}   (Node ${process.versions.node}, ${process.platform} ${process.arch})`);
	const ratios: Ratio[] = [];
	for (const [name, measure] of Object.entries(PARTS)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		const measured = await measure(say);
		measured.forEach((ratio) => console.log(ratioLine(ratio)));
		ratios.push(...measured);
	}
	const missed = ratios.filter((ratio) => !kept(ratio)).length;
	console.log(missed === 0 ? `PASS  all ${ratios.length} ratios are kept` : `FAIL  ${missed} of ${ratios.length} ratios are missed`);
	process.exitCode = missed === 0 ? 0 : 1;
};

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
