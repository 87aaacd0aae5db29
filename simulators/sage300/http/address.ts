/** What stands behind the resource's name in the path. */
export type KeyText = string | undefined;

export interface Address {
	readonly company: string;
	readonly module: string;
	readonly resource: string;
	/** Between the brackets, decoded; undefined without brackets. */
	readonly key: KeyText;
}

const FORM = /^\/Sage300WebApi\/v1\.0\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/?$/i;
const NAMED = /^([^(]+)(?:\((.*)\))?$/s;

/** `/Sage300WebApi/v1.0/-/NORDIX/GL/GLAccounts('10100')`; undefined for any other path (reference sage-300 1). */
export const addressOf = (path: string, tenant: string): Address | undefined => {
	const parts = FORM.exec(path)?.slice(1).map((part) => {
		try {
			return decodeURIComponent(part);
		} catch {
			return undefined;
		}
	});
	const [segment, company, module, last] = parts ?? [];
	if (segment !== tenant || company === undefined || module === undefined || last === undefined) return undefined;
	const [, resource = '', key] = NAMED.exec(last) ?? [];
	return { company, module, resource, key };
};
