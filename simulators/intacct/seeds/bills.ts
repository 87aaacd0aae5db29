export interface Bill {
	readonly no: string;
	readonly vendor: string;
	readonly number: string;
	readonly date: string;
	readonly due: string;
	readonly location: string;
	readonly isPrivate?: boolean;
	/** Transaction currency and rate, where it is not the base currency. */
	readonly foreign?: readonly [currency: string, rate: string];
	readonly items: readonly (readonly [account: string, department: string, amount: string])[];
}

export const BILLS: readonly Bill[] = [
	{
		no: '901',
		vendor: 'V-10',
		number: 'INV-77',
		date: '01/15/2026',
		due: '02/14/2026',
		location: 'E100',
		items: [['6150', 'ENG', '10000']],
	},
	{
		no: '902',
		vendor: 'V-11',
		number: '2026/0001',
		date: '01/20/2026',
		due: '02/19/2026',
		location: 'E100',
		items: [
			['6100', 'OPS', '3200'],
			['6100', '04', '800'],
		],
	},
	{
		no: '903',
		vendor: 'V-12',
		number: '000123',
		date: '01/28/2026',
		due: '02/12/2026',
		location: 'E100',
		items: [['6200', 'FIN', '350.25']],
	},
	{
		no: '904',
		vendor: 'V-20',
		number: 'TH-5',
		date: '01/25/2026',
		due: '02/24/2026',
		location: 'E200',
		isPrivate: true,
		items: [
			['6150', 'ENG', '900'],
			['6300', 'FIN', '450.5'],
		],
	},
	{
		no: '905',
		vendor: 'V-10',
		number: 'INV-81',
		date: '02/10/2026',
		due: '03/12/2026',
		location: 'E100',
		items: [
			['6150', 'ENG', '1200.5'],
			['0400.10', 'ENG-PLAT', '99.99'],
		],
	},
	{
		no: '906',
		vendor: 'V-13',
		number: 'F 26-014',
		date: '02/14/2026',
		due: '03/01/2026',
		location: 'E100-NY',
		items: [['6200', 'OPS', '275.4']],
	},
	{
		no: '907',
		vendor: '0042',
		number: '0007',
		date: '02/20/2026',
		due: '03/22/2026',
		location: 'E100',
		items: [
			['6300', 'FIN', '5000'],
			['6300', 'OPS', '2500'],
		],
	},
	{
		no: '908',
		vendor: 'V-14',
		number: 'FV/2/2026',
		date: '02/22/2026',
		due: '04/23/2026',
		location: 'E200',
		foreign: ['EUR', '0.85'],
		items: [
			['6150', 'ENG', '1000'],
			['0400.10', 'ENG', '600'],
		],
	},
	{ no: '909', vendor: 'V-16', number: 'BL-1', date: '03/03/2026', due: '04/02/2026', location: 'E100', items: [['6100', 'OPS', '3200']] },
	{
		no: '910',
		vendor: 'V-11',
		number: '2026/0002',
		date: '03/05/2026',
		due: '04/04/2026',
		location: 'E100',
		items: [
			['6150', 'ENG', '640.1'],
			['6200', '04', '59.9'],
		],
	},
	{
		no: '911',
		vendor: 'V-20',
		number: 'TH-6',
		date: '03/09/2026',
		due: '04/08/2026',
		location: 'E200',
		isPrivate: true,
		items: [
			['6100', 'OPS', '1500'],
			['6200', 'ENG', '120.25'],
		],
	},
	{
		no: '912',
		vendor: 'V-12',
		number: '000124',
		date: '03/12/2026',
		due: '03/27/2026',
		location: 'E100',
		items: [
			['6300', 'FIN', '700'],
			['6300', '04', '-50'],
		],
	},
];

/** Payment, bill it pays, date, amount in base currency. */
export const PAYMENTS: readonly (readonly [no: string, bill: string, date: string, amount: string, method: string])[] = [
	['1202', '902', '02/03/2026', '4000', 'Printed Check'],
	['1203', '904', '02/15/2026', '500', 'EFT'],
	['1206', '906', '02/28/2026', '275.4', 'EFT'],
	['1207', '901', '02/20/2026', '1600', 'EFT'],
	['1209', '909', '03/20/2026', '3200', 'EFT'],
	['1210', '907', '03/25/2026', '2500', 'Record Transfer'],
];
