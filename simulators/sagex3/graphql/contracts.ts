import type { GraphQLSchema } from 'graphql';
import { makeCatalogue, type Catalogue } from '../contract/catalogue';
import type { FolderDefinition } from '../model/types';
import type { SwitchValues } from '../switches';
import { schemaOf } from './schema';

export interface Contract {
	readonly catalogue: Catalogue;
	readonly schema: GraphQLSchema;
}

/** Schemas by folder and by the switches that shape them; building one takes a while. */
export class Contracts {
	private readonly known = new Map<string, Contract>();

	of(folder: FolderDefinition, values: SwitchValues): Contract {
		const { generation, dimensionNames, unpublished, extraFields, readArgument, readMissing, lineIdParts } = values;
		const key = JSON.stringify([folder.endpoint, generation, dimensionNames, unpublished, extraFields, readArgument, readMissing, lineIdParts]);
		const known = this.known.get(key);
		if (known !== undefined) return known;
		// The schema keeps the values that it was built with.
		const catalogue = makeCatalogue(folder, values);
		const made = { catalogue, schema: schemaOf(catalogue, { ...values }) };
		this.known.set(key, made);
		return made;
	}
}
