type Say = (line: string) => void;

/**
 * Lets several tellers be heard one after the other although they speak at once: the first who has not ended is heard at once, what the others
 * say is kept until it is their turn. So what is printed reads in their order, whatever happens in which order.
 */
export class Voices {
	private readonly kept: string[][];
	private readonly ended: boolean[];
	private turn = 0;

	constructor(count: number, private readonly say: Say) {
		this.kept = Array.from({ length: count }, () => []);
		this.ended = Array.from({ length: count }, () => false);
	}

	/** What this one says. */
	of(index: number): Say {
		return (line) => {
			this.kept[index]?.push(line);
			this.hear();
		};
	}

	/** This one has nothing more to say. */
	end(index: number): void {
		this.ended[index] = true;
		this.hear();
	}

	private hear(): void {
		for (; this.turn < this.kept.length; this.turn += 1) {
			for (const line of this.kept[this.turn]?.splice(0) ?? []) this.say(line);
			if (this.ended[this.turn] !== true) return;
		}
	}
}
