/** What one upload in a process of its own has cost. */
export interface MeasuredUpload {
	readonly seconds: number;
	/** Processor time of the process, user and system, all threads. */
	readonly cpuSeconds: number;
	readonly chunks: number;
}

/** Runs the upload and prints its cost as the last line. Logging in is not part of it. */
export const printCost = async (upload: () => Promise<number>): Promise<void> => {
	const beganAt = performance.now();
	const cpuBefore = process.cpuUsage();
	const chunks = await upload();
	const cpu = process.cpuUsage(cpuBefore);
	const cost: MeasuredUpload = { seconds: (performance.now() - beganAt) / 1000, cpuSeconds: (cpu.user + cpu.system) / 1_000_000, chunks };
	console.log(JSON.stringify(cost));
};
