import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { basicLoginRequest, createAnaplanClient, TokenSession, withAnaplanToken, type AnaplanClient } from '../../src/systems/anaplan';
import { ledgerLines } from '../memory/ledger-lines';
import { TARGET } from '../memory/target';
import { median, type Ratio } from '../run/figures';
import { startSimulator } from '../run/simulator';
import { measureLargeFile } from './large-file';

const CHUNKS = 40;
const CHUNK_BYTES = 1_000_000;
const LATENCY_MS = 40;
/** Taken in turns, so that a busy moment of the machine meets both. */
const ROUNDS = 5;

/** Forty chunks of ledger lines as text, made beforehand: only the way to Anaplan is measured. */
const content = (): Buffer => {
	const page = Buffer.from(ledgerLines(1, 20_000).map(({ fields }) => Object.values(fields).join(',')).join('\n'), 'utf8');
	return Buffer.concat(Array.from({ length: Math.ceil((CHUNKS * CHUNK_BYTES) / page.length) }, () => page)).subarray(0, CHUNKS * CHUNK_BYTES);
};

const clientOf = (url: string): AnaplanClient => {
	const clock = systemClock(sleep);
	const session = new TokenSession({ http: fetchHttp(), clock, authUrl: url, login: () => basicLoginRequest(url, TARGET.user, TARGET.password) });
	return createAnaplanClient({ http: withAnaplanToken(fetchHttp(), session), clock, apiUrl: url });
};

/** Forty chunks with 40 ms on the way of each: as many at once as the node sends unless told otherwise, against one after another. */
async function measureLatency(say: (line: string) => void): Promise<Ratio[]> {
	const anaplan = await startSimulator('anaplan');
	try {
		const fault = { kind: 'delay', match: '^PUT .*/chunks/', times: -1, delayMs: LATENCY_MS };
		await fetch(`${anaplan.url}/__sim/faults`, { method: 'POST', body: JSON.stringify(fault) });
		const client = clientOf(anaplan.url);
		const bytes = content();
		const seconds = async (more: { parallel?: number }): Promise<number> => {
			const beganAt = performance.now();
			const { chunks } = await client.uploadFile({
				...TARGET, ...more, chunkBytes: CHUNK_BYTES, fileIsKnown: true,
				source: (async function* () {
					yield bytes;
				})(),
			});
			if (chunks !== CHUNKS) throw new Error(`${chunks} chunks instead of ${CHUNKS}`);
			return (performance.now() - beganAt) / 1000;
		};
		await seconds({});
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			theirs.push(await seconds({ parallel: 1 }));
			ours.push(await seconds({}));
		}
		say(`one after another: ${theirs.map((value) => value.toFixed(2)).join(', ')} s; as the node does: ${ours.map((value) => value.toFixed(2)).join(', ')} s`);
		return [{
			what: `${CHUNKS} chunks with ${LATENCY_MS} ms latency each`, peer: 'the same chunks one after another', ours: median(ours), theirs: median(theirs), unit: 's', atMost: 0.4,
		}];
	} finally {
		await anaplan.stop();
	}
}

export const measureUpload = async (say: (line: string) => void): Promise<Ratio[]> => [...(await measureLatency(say)), ...(await measureLargeFile(say))];
