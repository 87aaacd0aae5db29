export interface About {
	/** The folder that was written to. */
	readonly place: string;
	readonly registry?: string | undefined;
	/** Megabytes that are needed. */
	readonly needed?: number | undefined;
}
export function oldNode(version: string): string | undefined;
export function fullDisk(place: string, free: number, needed: number): string | undefined;
export function takenPort(port: number | string): string;
export function sentenceFor(said: string, about: About): string | undefined;
