import type { AnaplanClient, LineItem, ModelRef, Named } from '../../../../src/systems/anaplan';

/** Line items alike in this stand on the same dimensions, so that one of them is asked for all. */
const standingOf = ({ appliesTo, version, timeScale }: LineItem): string => JSON.stringify([appliesTo.map(({ id }) => id), version.id, timeScale]);

/** Dimensions of line items by the id of the line item, with as few calls as there are different combinations. */
export const dimensionsOfLineItems = async (client: AnaplanClient, target: ModelRef, lineItems: readonly LineItem[]): Promise<ReadonlyMap<string, readonly Named[]>> => {
	const known = new Map<string, readonly Named[]>();
	const found = new Map<string, readonly Named[]>();
	for (const lineItem of lineItems) {
		const standing = standingOf(lineItem);
		const dimensions = known.get(standing) ?? (await client.modules.dimensions(target, lineItem.id));
		known.set(standing, dimensions);
		found.set(lineItem.id, dimensions);
	}
	return found;
};

/** Every dimension once, in the order in which they occur. */
export const allDimensions = (byLineItem: ReadonlyMap<string, readonly Named[]>): Named[] =>
	[...new Map([...byLineItem.values()].flat().map((dimension) => [dimension.id, dimension])).values()];
