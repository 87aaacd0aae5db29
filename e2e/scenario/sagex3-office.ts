import type { Control } from '../checker/simulator-control';

/** A row as Sage X3 stores it. */
export type SageX3Row = Readonly<Record<string, string>>;

/** Somebody who works in Sage X3 while the workflow runs. */
export class SageX3Office {
	constructor(private readonly control: Control, private readonly folder = 'LINDEN') {}

	/** The same person in another folder, by its endpoint. */
	in(folder: string): SageX3Office {
		return new SageX3Office(this.control, folder);
	}

	/** Makes a record, or changes the columns given of the one with this key; entries and their lines are changed by their key alone. */
	async save(table: string, record: SageX3Row, key?: string): Promise<void> {
		await this.control.post('records', { folder: this.folder, table, record, ...(key !== undefined && { key }) });
	}

	/** A whole entry; simulators/sagex3/model/types.ts says its shape. */
	async enter(entry: object): Promise<void> {
		await this.control.post('records', { folder: this.folder, entry });
	}

	/** Saves it again as it was. */
	async touch(table: string, key: string): Promise<void> {
		await this.control.post('touch', { folder: this.folder, table, key });
	}

	/** Entries only while they are temporary. */
	async remove(table: string, key: string): Promise<void> {
		await this.control.post('delete', { folder: this.folder, table, key });
	}

	/** As stored. */
	async records(table: string, match = ''): Promise<readonly SageX3Row[]> {
		return await this.control.get<SageX3Row[]>(`records?folder=${this.folder}&table=${table}&match=${encodeURIComponent(match)}`);
	}

	/** Every token is refused from here on. */
	async expireTokens(): Promise<void> {
		await this.control.post('tokens/expire', {});
	}

	/** Puts a distance between what happens before and after: a read leaves the second in which it begins out. */
	async pass(): Promise<void> {
		await this.control.post('clock', { advanceMs: 2_000 });
	}
}
