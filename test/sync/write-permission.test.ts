import { mayWrite, type WriteSituation } from '../../src/sync/write-permission';

const usual: WriteSituation = { mode: 'trigger', manual: false, storeLooksEmpty: false, storeWasLoaded: undefined };

describe('writing state', () => {
	test.each<[string, Partial<WriteSituation>, boolean, RegExp]>([
		['a scheduled run may write', {}, true, /kept state/],
		['the first run ever finds an empty store and may write', { storeLooksEmpty: true }, true, /kept state/],
		['a manual run never writes', { manual: true }, false, /manual/],
		['a run in mode manual never writes', { mode: 'manual' }, false, /manual/],
		['a retry with the kept state may write', { mode: 'retry' }, true, /kept state/],
		['a retry that sees a completely empty store writes nothing', { mode: 'retry', storeLooksEmpty: true }, false, /overwrite all/],
		['a retry that knows the empty store was loaded may write', { mode: 'retry', storeLooksEmpty: true, storeWasLoaded: true }, true, /kept/],
		['a run known to begin without the kept state writes nothing', { storeLooksEmpty: true, storeWasLoaded: false }, false, /overwrite all/],
	])('%s', (_name, changes, may, because) => {
		const permission = mayWrite({ ...usual, ...changes });
		expect(permission.may).toBe(may);
		expect(permission.because).toMatch(because);
	});
});
