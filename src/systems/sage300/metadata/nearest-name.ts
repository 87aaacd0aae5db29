/** Steps of inserting, leaving out or replacing one letter that lead from one text to the other. */
const distance = (left: string, right: string): number => {
	let above = Array.from({ length: right.length + 1 }, (_, index) => index);
	for (let row = 1; row <= left.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= right.length; column += 1) {
			const replaced = (above[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
			current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
		}
		above = current;
	}
	return above[right.length] ?? 0;
};

const folded = (name: string): string => name.toLowerCase().replace(/_/g, '');

/** A name that holds the other one is near, however much longer it is. */
const strangeness = (wanted: string, name: string): number => {
	const [left, right] = [folded(wanted), folded(name)];
	const contained = left.length > 3 && (right.includes(left) || left.includes(right)) ? Math.abs(left.length - right.length) / 4 : Number.POSITIVE_INFINITY;
	return Math.min(distance(left, right), contained);
};

/** The names that somebody may have meant, nearest first, three at most; for errors only. */
export const nearestNames = (wanted: string, names: readonly string[]): string[] => names
	.map((name) => ({ name, strange: strangeness(wanted, name) }))
	.filter(({ strange }) => strange <= Math.max(3, wanted.length / 2))
	.sort((a, b) => a.strange - b.strange || (a.name < b.name ? -1 : 1))
	.slice(0, 3)
	.map(({ name }) => name);

/** `The nearest are A, B.`, or what there is where nothing is near. */
export const sayNearest = (wanted: string, names: readonly string[]): string => {
	const near = nearestNames(wanted, names);
	if (near.length > 0) return `Nearest ${near.length === 1 ? 'is' : 'are'} ${near.join(', ')}.`;
	const some = names.slice(0, 20);
	return names.length === 0 ? '' : `There ${some.length === 1 ? 'is' : 'are'} ${some.join(', ')}${names.length > some.length ? ' and more' : ''}.`;
};
