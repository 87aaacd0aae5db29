const MOST = 10_000;

/** From the first chunk on nobody can say what an import would read. */
const IN_THE_MAKING = '';

/**
 * What runs of this process have put into files last, by fingerprint. Anaplan keeps one content per user and file and says
 * neither whose it is nor from when; the next upload replaces it while others still rely on it (reference anaplan 6).
 */
export class FileContents {
	private readonly last = new Map<string, string>();

	begin(modelId: string, fileId: string): void {
		this.put(modelId, fileId, IN_THE_MAKING);
	}

	end(modelId: string, fileId: string, sha256: string): void {
		this.put(modelId, fileId, sha256);
	}

	/** Whether a run of this process has begun to put something else into the file since one of these contents was put there. */
	isReplaced(modelId: string, fileId: string, contents: ReadonlySet<string>): boolean {
		const last = this.last.get(JSON.stringify([modelId, fileId]));
		return last !== undefined && !contents.has(last);
	}

	/** The oldest are forgotten first. */
	private put(modelId: string, fileId: string, sha256: string): void {
		const place = JSON.stringify([modelId, fileId]);
		this.last.delete(place);
		this.last.set(place, sha256);
		const [oldest] = this.last.keys();
		if (this.last.size > MOST && oldest !== undefined) this.last.delete(oldest);
	}
}

/** For all runs of a process to share. */
export const processContents = new FileContents();
