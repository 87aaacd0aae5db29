/** Reads and moves a simulator by its control surface. */
export class Control {
	constructor(private readonly url: string) {}

	async get<T>(route: string): Promise<T> {
		const response = await fetch(`${this.url}/__sim/${route}`);
		if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
		return (await response.json()) as T;
	}

	async post<T>(route: string, body: unknown): Promise<T> {
		const response = await fetch(`${this.url}/__sim/${route}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
		if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
		return (await response.json()) as T;
	}

	async delete(route: string): Promise<void> {
		await fetch(`${this.url}/__sim/${route}`, { method: 'DELETE' });
	}
}

export interface HistoryEntry {
	readonly seq: number;
	readonly at: number;
	readonly kind: string;
	readonly method?: string;
	readonly path?: string;
	readonly query?: string;
	readonly status?: number;
	readonly note: Record<string, unknown>;
}
