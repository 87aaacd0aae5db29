import { firstLookFor } from '../../../src/systems/anaplan/load';

describe('when to look at an import for the first time', () => {
	it('is a second for a small file, later for a larger one, and never later than one interval', () => {
		expect(firstLookFor(0)).toBe(1_000);
		expect(firstLookFor(15_000_000)).toBe(1_750);
		expect(firstLookFor(80_000_000)).toBe(5_000);
		expect(firstLookFor(5_000_000_000)).toBe(5_000);
	});
});
