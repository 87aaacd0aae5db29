export interface NpmCi {
	/** Holds package.json and package-lock.json. */
	readonly folder: string;
	/** What is installed, for the reader. */
	readonly what: string;
	/** What it takes on disk. */
	readonly megabytes: number;
	/** Besides those of every installation. */
	readonly flags?: readonly string[];
	readonly say: (line: string) => void;
}
/** What `npmCi` rejects with: its message is one sentence. */
export interface NpmTrouble extends Error {
	/** What npm printed. */
	readonly said?: string;
	/** Whether the sentence names the cause; absent when npm was not even begun and something else went wrong. */
	readonly known?: boolean;
}
export function freeMegabytes(folder: string): number;
export function npmCi(wanted: NpmCi): Promise<void>;
export function progressOf(what: string, there: number, all: number, seconds: number): string;
export function registryOf(said: string): string | undefined;
export function wantedPackages(folder: string): string[];
