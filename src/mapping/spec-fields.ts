import { specError } from './spec-error';

/**
 * Reads the named parts of one object of a mapping. Every reader names the place in its error; `end` refuses what
 * nobody asked for, so that a misspelt option is not silently ignored.
 * @throws FatalError from every reader.
 */
export class SpecFields {
	private readonly fields: ReadonlyMap<string, unknown>;
	private readonly asked = new Set<string>();

	constructor(
		readonly place: string,
		value: unknown,
	) {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) throw specError(place, 'an object is expected');
		this.fields = new Map(Object.entries(value));
	}

	raw(name: string): unknown {
		this.asked.add(name);
		return this.fields.get(name);
	}

	text(name: string, otherwise?: string): string {
		const value = this.raw(name) ?? otherwise;
		if (typeof value !== 'string') throw specError(this.place, `"${name}" must be a text`);
		return value;
	}

	filledText(name: string, otherwise?: string): string {
		const value = this.text(name, otherwise);
		if (value.trim() === '') throw specError(this.place, `"${name}" must not be empty`);
		return value;
	}

	flag(name: string): boolean {
		const value = this.raw(name) ?? false;
		if (typeof value !== 'boolean') throw specError(this.place, `"${name}" must be true or false`);
		return value;
	}

	/** A whole number within the bounds; undefined when it is not given. */
	whole(name: string, least: number, most: number): number | undefined {
		const value = this.raw(name);
		if (value === undefined || value === null) return undefined;
		if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
			throw specError(this.place, `"${name}" must be a whole number from ${least} to ${most}`);
		}
		return value;
	}

	oneOf<const T extends string>(name: string, choices: readonly T[], otherwise?: T): T {
		const value = this.raw(name) ?? otherwise;
		const found = choices.find((choice) => choice === value);
		if (found === undefined) throw specError(this.place, `"${name}" must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}`);
		return found;
	}

	/** One of the choices, or an object that `read` understands. */
	choiceOr<const T extends string, O>(name: string, choices: readonly T[], otherwise: T, read: (fields: SpecFields) => O): T | O {
		const value = this.raw(name) ?? otherwise;
		if (typeof value !== 'object') return this.oneOf(name, choices, otherwise);
		const fields = new SpecFields(`${this.place}, "${name}"`, value);
		const result = read(fields);
		fields.end();
		return result;
	}

	list(name: string): readonly unknown[] {
		const value = this.raw(name) ?? [];
		if (!Array.isArray(value)) throw specError(this.place, `"${name}" must be a list`);
		return value;
	}

	texts(name: string): string[] {
		return this.list(name).map((value) => {
			if (typeof value !== 'string' || value === '') throw specError(this.place, `"${name}" must hold texts that are not empty`);
			return value;
		});
	}

	/** Refuses parts that nobody asked for. */
	end(): void {
		const unknown = [...this.fields.keys()].filter((name) => !this.asked.has(name));
		if (unknown.length > 0) {
			throw specError(this.place, `${unknown.map((name) => `"${name}"`).join(', ')} is not known here; known: ${[...this.asked].join(', ')}`);
		}
	}
}
