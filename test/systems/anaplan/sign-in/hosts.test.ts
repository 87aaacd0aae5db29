import { DEFAULT_REGION, REGIONS, hostOf, type HostKind } from '../../../../src/systems/anaplan';

/** Written out from reference anaplan 1, region by region. */
const TABLE: ReadonlyArray<readonly [region: string, api: string, auth: string, app: string]> = [
	...['us1', 'us2', 'us5', 'us7', 'eu1', 'eu2', 'eu4', 'ap1'].map((region) => [region, 'https://api.anaplan.com', 'https://auth.anaplan.com', 'https://us1a.app.anaplan.com'] as const),
	['us9', 'https://us9.api.anaplan.com', 'https://us9.auth.anaplan.com', 'https://us9.app.anaplan.com'],
	['eu3', 'https://eu3.api.anaplan.com', 'https://eu3.auth.anaplan.com', 'https://eu3.app.anaplan.com'],
	['eu5', 'https://eu5.api.anaplan.com', 'https://eu5.auth.anaplan.com', 'https://eu5.app.anaplan.com'],
	['gb1', 'https://gb1.api.anaplan.com', 'https://gb1.auth.anaplan.com', 'https://gb1.app.anaplan.com'],
	['sg1', 'https://sg1.api.anaplan.com', 'https://sg1.auth.anaplan.com', 'https://sg1.app.anaplan.com'],
	['ae1', 'https://ae1.api.anaplan.com', 'https://ae1.auth.anaplan.com', 'https://ae1.app.anaplan.com'],
	['in1', 'https://in1.api.anaplan.com', 'https://in1.auth.anaplan.com', 'https://in1.app.anaplan.com'],
	['id1', 'https://id1.api.anaplan.com', 'https://id1.auth.anaplan.com', 'https://id1.app.anaplan.com'],
	['me1', 'https://me1.api.anaplan.com', 'https://me1.auth.anaplan.com', 'https://me1.app.anaplan.com'],
	['ca1', 'https://ca1a.api.anaplan.com', 'https://ca1a.auth.anaplan.com', 'https://ca1a.app.anaplan.com'],
	['au1', 'https://au1a.api2.anaplan.com', 'https://au1a.app2.anaplan.com', 'https://au1a.app2.anaplan.com'],
];

describe('the hosts', () => {
	it.each(TABLE)('of %s', (region, api, auth, app) => {
		expect((['api', 'auth', 'app'] as const).map((kind) => hostOf({ region }, kind))).toEqual([api, auth, app]);
	});

	it('are known for these regions and no others', () => {
		expect(Object.keys(REGIONS).sort()).toEqual(TABLE.map(([region]) => region).sort());
	});

	it('of a credential from before there were regions are what it says, or the usual ones', () => {
		expect(hostOf({ apiUrl: 'https://eu3.api.anaplan.com' }, 'api')).toBe('https://eu3.api.anaplan.com');
		expect(hostOf({}, 'api')).toBe(REGIONS[DEFAULT_REGION]?.api);
		expect(hostOf({ region: '', apiUrl: '' }, 'auth')).toBe('https://auth.anaplan.com');
	});

	it.each<[HostKind, string]>([['api', 'apiUrl'], ['auth', 'authUrl'], ['app', 'appUrl']])('%s: an address overrides the region, each its own alone', (kind, field) => {
		const settings = { region: 'au1', [field]: ' https://proxy.example.com/anaplan/ ' };
		expect(hostOf(settings, kind)).toBe('https://proxy.example.com/anaplan');
		for (const other of (['api', 'auth', 'app'] as const).filter((one) => one !== kind)) expect(hostOf(settings, other)).toBe(REGIONS.au1?.[other]);
	});

	it.each(['xx9', 'constructor', '__proto__', 'US1'])('an unknown region is told with the known ones: %s', (region) => {
		expect(() => hostOf({ region }, 'api')).toThrow(`"${region}" is not a region`);
	});

	it('an address that is not encrypted or carries a password is refused', () => {
		expect(() => hostOf({ apiUrl: 'http://api.example.com' }, 'api')).toThrow('unencrypted');
		expect(() => hostOf({ appUrl: 'https://user:secret@app.example.com' }, 'app')).toThrow('carries a user name or password');
		expect(hostOf({ apiUrl: 'http://127.0.0.1:4711' }, 'api')).toBe('http://127.0.0.1:4711');
	});
});
