import type { IExecuteFunctions } from 'n8n-workflow';
import { pick, type MappingParameter, type Named } from '../../../../src/systems/anaplan';
import { parameterError } from '../../../shared/context/node-errors';

interface Raw {
	readonly parameter?: ReadonlyArray<{ readonly entityType?: unknown; readonly entityName?: unknown; readonly import?: unknown }>;
}

const text = (value: unknown): string => String(value ?? '').trim();

/**
 * Answers to what imports ask at run time, in the order of the panel. An import is named by id or by name; the names are
 * looked up only when one is given.
 * @param imports those that can be meant: of the process, or of the file
 */
export const mappingParametersOf = async (context: IExecuteFunctions, itemIndex: number, imports: () => Promise<readonly Named[]>): Promise<readonly MappingParameter[]> => {
	const { parameter = [] } = context.getNodeParameter('mappingParameters', itemIndex, {}) as Raw;
	const parameters: MappingParameter[] = [];
	for (const [index, raw] of parameter.entries()) {
		const [entityType, entityName, wanted] = [text(raw.entityType), text(raw.entityName), text(raw.import)];
		if (entityType === '' || entityName === '') {
			throw parameterError(context, `Mapping parameter ${index + 1} has no ${entityType === '' ? 'entity type' : 'entity name'}`,
				'Give both, like Version and Actual, or Period and Aug 26, or remove the parameter. Nothing was started.', itemIndex);
		}
		parameters.push({ entityType, entityName, ...(wanted === '' ? {} : { importId: pick(await imports(), wanted, 'import').id }) });
	}
	return parameters;
};
