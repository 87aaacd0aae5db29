/** A line of numbers that can be quoted. */
export const figure = (what: string, numbers: Readonly<Record<string, number | string>>): void => {
	process.stdout.write(`e2e figure: ${what}: ${Object.entries(numbers).map(([name, value]) => `${value} ${name}`).join(', ')}\n`);
};
