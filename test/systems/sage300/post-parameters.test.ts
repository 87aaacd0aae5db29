import { FatalError } from '../../../src/core/errors';
import { postParameters } from '../../../src/systems/sage300/journal/post-parameters';

const PROCESS = 'APPostPaymentsAndAdjustments';
const template = (parameters: Readonly<Record<string, string | number>>): Buffer => Buffer.from(JSON.stringify(parameters));
const RANGE = { PostAllBatches: 'Donotpostallbatches', PostBatchFrom: 0, PostBatchTo: 0 };
const ADJUSTMENTS = { BatchType: 'AD' };

describe('the parameters that post one adjustment batch', () => {
	it('name its kind: payments count by themselves, and a payment batch may have the same number', () => {
		expect(postParameters(template({ BatchType: 'PY', ...RANGE }), '3', ADJUSTMENTS, {}, undefined, PROCESS)).toMatchObject({ BatchType: 'AD' });
	});

	it('are not made where the template has another name for the kind: its default could be that of payments', () => {
		const make = () => postParameters(template({ BatchSelector: 'PY', ...RANGE }), '3', ADJUSTMENTS, {}, undefined, PROCESS);
		expect(make).toThrow(FatalError);
		expect(make).toThrow('its template has no BatchType');
		expect(() => postParameters(template({ BatchSelector: 'PY', ...RANGE }), '3', ADJUSTMENTS, { PostAllBatches: 'No' }, undefined, PROCESS)).toThrow(FatalError);
	});

	it('are made where somebody has written the kind under that name', () => {
		expect(postParameters(template({ BatchSelector: 'PY', ...RANGE }), '3', ADJUSTMENTS, { BatchSelector: 'AD' }, undefined, PROCESS)).toMatchObject({ BatchSelector: 'AD' });
	});
});
