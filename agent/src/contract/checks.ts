import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { Failure, type FailureDetail } from '../http/failure';
import { type Contract, type Json, type Operation, type Parameter } from './document';

/** Values of a checked request by parameter name; a parameter that was not given and has no default is missing. */
export type Values = Readonly<Record<string, Json>>;

export interface RawRequest {
	readonly query: ReadonlyArray<readonly [string, string]>;
	readonly path: Readonly<Record<string, string>>;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: unknown;
}

/** `/lines/1/account` → `lines[1].account`, the form that the contract shows. */
export const fieldOf = (error: Pick<ErrorObject, 'instancePath' | 'params'>): string => {
	const missing = (error.params as { missingProperty?: unknown }).missingProperty;
	const extra = (error.params as { additionalProperty?: unknown }).additionalProperty;
	const parts = error.instancePath.split('/').slice(1);
	for (const more of [missing, extra]) if (typeof more === 'string') parts.push(more);
	return parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
};

const TURN: Readonly<Record<Parameter['kind'], (text: string) => Json>> = {
	text: (text) => text,
	integer: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
	boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
	list: (text) => text.split(','),
};

const bad = (message: string, details?: readonly FailureDetail[]): Failure => new Failure('BAD_REQUEST', message, details === undefined ? {} : { details });

/**
 * Requests and answers are checked with the document itself, so that the service cannot accept or send what it does not
 * say. Validators are made once per place of the document.
 */
export class ContractChecks {
	private readonly ajv: Ajv2020;
	private readonly made = new Map<string, ValidateFunction>();

	constructor(private readonly contract: Contract) {
		// Not strict: an OpenAPI document has words (example, discriminator …) that a JSON schema has not.
		this.ajv = new Ajv2020({ strict: false, allErrors: false, coerceTypes: false });
		addFormats(this.ajv);
		this.ajv.addSchema({ ...this.contract.document, $id: 'contract' });
	}

	/** Null when the value fits the schema at this place of the document, else the first thing wrong with it. */
	against(pointer: string, value: unknown): FailureDetail | null {
		let validate = this.made.get(pointer);
		if (validate === undefined) {
			validate = this.ajv.compile({ $ref: `contract#${pointer}` });
			this.made.set(pointer, validate);
		}
		if (validate(value)) return null;
		const errors = validate.errors ?? [];
		// `oneOf` fails last and says the least; what stands before it tells why.
		const [error] = errors.filter(({ keyword }) => keyword !== 'oneOf' && keyword !== 'anyOf').concat(errors);
		if (error === undefined) return { field: '', message: 'does not fit' };
		return { field: fieldOf(error), code: error.keyword, message: error.message ?? 'does not fit' };
	}

	/** Rejects with BAD_REQUEST or COMPANY_REQUIRED; the values come with their defaults. */
	request(operation: Operation, raw: RawRequest): { readonly values: Values; readonly body: unknown } {
		const values: Record<string, Json> = {};
		const known = new Set(operation.parameters.filter(({ place }) => place === 'query').map(({ name }) => name));
		const seen = new Set<string>();
		for (const [name] of raw.query) {
			if (!known.has(name)) throw bad(`Unknown query parameter ${JSON.stringify(name.slice(0, 60))}; known here: ${[...known].join(', ') || 'none'}.`);
			if (seen.has(name)) throw bad(`Query parameter ${name} was given twice.`);
			seen.add(name);
		}
		const query = new Map(raw.query);
		for (const parameter of operation.parameters) {
			const text = this.textOf(parameter, raw, query);
			const value = text === undefined ? parameter.fallback : TURN[parameter.kind](text);
			if (value === undefined) {
				if (parameter.required) throw this.missing(parameter);
				continue;
			}
			const wrong = this.against(parameter.pointer, value);
			if (wrong !== null) throw bad(`${parameter.name} ${wrong.message}.`, [{ ...wrong, field: parameter.name }]);
			values[parameter.name] = value;
		}
		return { values, body: this.body(operation, raw.body) };
	}

	/** Null when the document allows this answer, else what is wrong. */
	answer(operation: Operation, status: number, body: unknown): string | null {
		const pointer = operation.answers.get(status);
		if (pointer === undefined) return `${operation.id} must not answer ${status}`;
		if (pointer === null) return typeof body === 'string' ? null : `${operation.id} ${status} must be text`;
		const wrong = this.against(pointer, body);
		return wrong === null ? null : `${operation.id} ${status}: ${wrong.field} ${wrong.message}`;
	}

	private textOf({ name, place }: Parameter, raw: RawRequest, query: ReadonlyMap<string, string>): string | undefined {
		if (place === 'query') return query.get(name);
		return place === 'path' ? raw.path[name] : raw.headers[name.toLowerCase()];
	}

	private missing({ name, place }: Parameter): Failure {
		if (name === 'X-Sage-Company') return new Failure('COMPANY_REQUIRED', 'Header X-Sage-Company is missing.');
		return bad(`${place === 'header' ? 'Header' : 'Parameter'} ${name} is missing.`, [{ field: name, code: 'required', message: 'is missing' }]);
	}

	private body(operation: Operation, body: unknown): unknown {
		if (operation.bodyPointer === undefined) return undefined;
		if (body === undefined || body === null) throw bad('The request has no JSON body.');
		const wrong = this.against(operation.bodyPointer, body);
		if (wrong !== null) throw bad(`The body does not fit the contract: ${wrong.field} ${wrong.message}.`.replace(':  ', ': '), [wrong]);
		return body;
	}
}
