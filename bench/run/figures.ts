/** One promise about speed or memory: ours against a named peer that was measured in the same run. */
export interface Ratio {
	readonly what: string;
	readonly peer: string;
	readonly ours: number;
	readonly theirs: number;
	readonly unit: 'MiB' | 's' | 'requests' | 'answers' | 'seats';
	/** The ratio may not be larger. */
	readonly atMost: number;
	/** Where the figure itself has a limit too, in the unit. */
	readonly below?: number;
}

export const MIB = 1_048_576;

const rounded = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

export const kept = ({ ours, theirs, atMost, below = Infinity }: Ratio): boolean => ours / theirs <= atMost && ours < below;

export const ratioLine = (ratio: Ratio): string => {
	const { what, peer, ours, theirs, unit, atMost, below } = ratio;
	const limit = below === undefined ? '' : `, below ${below} ${unit}`;
	return `${kept(ratio) ? 'PASS' : 'FAIL'}  ${what}: ${rounded(ours)} ${unit} against ${rounded(theirs)} ${unit} (${peer}) = ${(ours / theirs).toFixed(3)} (at most ${atMost}${limit})`;
};

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};
